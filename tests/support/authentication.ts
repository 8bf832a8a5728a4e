import { randomBytes, randomUUID } from 'node:crypto';
import type { Duration } from '../../src/core/duration.js';
import { RefreshTokenDocument } from '../../src/generated/client/operations.js';
import type { Client } from './client.js';
import { claimsOf } from './outcomes.js';
import type { Tokens } from './people.js';
import type { TestService } from './service.js';

type Stored = Pick<TestService, 'database'>;

const sessionOf = (token: string): string => String(claimsOf(token)['sid']);

/** Moves the time when the user of a session proved who they are into the past. */
export async function ageAuthentication({ database }: Stored, token: string, by: Duration): Promise<void> {
  await database.rows`
    UPDATE sessions SET authenticated_at = authenticated_at - make_interval(secs => ${by.seconds}::float8)
    WHERE id = ${sessionOf(token)}::uuid`;
}

/** Sets how strongly the user of a session proved who they are, as a sign-in with these factors does. */
export async function setLevel({ database }: Stored, token: string, level: 1 | 2 | 3): Promise<void> {
  await database.session.update({ where: { id: sessionOf(token) }, data: { level } });
}

/** Gives a user a passkey that nobody can use, so that the service asks for a second factor. */
export async function giveSecondFactor({ database }: Stored, userId: string): Promise<void> {
  const createdAt = new Date();
  await database.passkey.create({
    data: {
      id: randomUUID(),
      userId,
      credentialId: randomBytes(16),
      publicKey: randomBytes(77),
      algorithm: -7,
      signCount: 0,
      rpId: 'latchkey.test',
      aaguid: randomUUID(),
      backupEligible: true,
      backedUp: true,
      name: 'Phone',
      createdAt,
    },
  });
  await database.user.update({ where: { id: userId }, data: { secondFactorSince: createdAt } });
}

/** What a client does after a step-up. */
export async function refreshed(client: Client, { refreshToken }: Tokens): Promise<Tokens> {
  const answer = await client.run(RefreshTokenDocument, { input: { refreshToken } });
  return answer.refreshToken;
}
