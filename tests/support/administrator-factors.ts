import { randomBytes, randomUUID } from 'node:crypto';
import { RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { BESIDE } from './administrators.js';
import type { Person, Tokens } from './people.js';
import type { TestService } from './service.js';

/** Adds a factor in the session of this token, as an enrolment does once its proof is right. @returns the codes */
export async function addFactor(
  { factors: { sessions, factorChanges }, clock }: TestService,
  accessToken: string,
): Promise<readonly string[] | null> {
  const viewer = await sessions.identify(accessToken, BESIDE);
  const createdAt = clock.now();
  const store: Parameters<typeof factorChanges.add>[3] = async (tx, userId) => {
    const named = { id: randomUUID(), userId, name: 'phone', sealed: randomBytes(32) };
    await tx.totpSecret.create({ data: { ...named, createdAt, confirmedAt: createdAt } });
  };
  const proof = { level: 2, methods: ['otp', 'mfa'] } as const;
  return (await factorChanges.add(viewer, 'totp', proof, store, BESIDE)).recoveryCodes;
}

/** Shows an enrolment code, as the start of every enrolment does. */
export async function showCode(
  { factors: { sessions, factorEnrolment } }: TestService,
  accessToken: string,
  code?: string,
): Promise<void> {
  await factorEnrolment.require(await sessions.identify(accessToken, BESIDE), code);
}

/** Removes the oldest factor in the session of this token. */
export async function removeFactor(
  { factors: { sessions, factorChanges }, database }: TestService,
  accessToken: string,
): Promise<void> {
  const viewer = await sessions.identify(accessToken, BESIDE);
  const userId = viewer.account.id;
  const { id } = await database.totpSecret.findFirstOrThrow({
    where: { userId },
    orderBy: { createdAt: 'asc' },
  });
  const factor = { kind: 'totp', id, sessionId: viewer.sessionId } as const;
  await factorChanges.change(viewer, (tx, account, record) =>
    factorChanges.remove(tx, account, factor, record, BESIDE),
  );
}

/** The tokens after a refresh, which a step-up and an enrolment need. */
export async function refreshed({ client }: TestService, { refreshToken }: Tokens): Promise<Tokens> {
  return (await client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken as Tokens;
}

/** Enrols a first factor, with a code of the operator where an administrator needs one. @returns the strong session */
export async function enrolled(service: TestService, person: Person): Promise<Person> {
  const { accessToken, user } = person.tokens;
  if (user.role === 'ADMIN' || (await roleOf(service, user.id)) === 'ADMIN')
    await showCode(service, accessToken, await operatorCode(service, person));
  await addFactor(service, accessToken);
  return { ...person, tokens: await refreshed(service, person.tokens) };
}

export async function operatorCode({ factors }: TestService, { tokens }: Person): Promise<string> {
  return (await factors.factorEnrolment.issueByOperator(tokens.user.id as never, BESIDE)).code;
}

async function roleOf({ database }: TestService, id: string): Promise<string> {
  return (await database.user.findUniqueOrThrow({ where: { id }, select: { role: true } })).role;
}
