import { randomUUID } from 'node:crypto';
import { Duration } from '../../../src/core/duration.js';
import { DeleteAccountDocument } from '../../../src/generated/client/operations.js';
import { ageAuthentication } from '../../support/authentication.js';
import { GOOGLE_ON } from '../../support/identities.js';
import { type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({
    env: {
      MAILED_CODES: 'sign-in',
      ...GOOGLE_ON,
    },
  });
});
afterAll(() => service.stop());

interface Has {
  readonly password: boolean;
  readonly verified: boolean;
  /** The provider of a linked account. */
  readonly provider?: string;
}

async function personWith({ password, verified, provider }: Has): Promise<Person> {
  const person = await registerPerson(service.client);
  const { id: userId } = person.tokens.user;
  const { database } = service;
  if (!password) await database.passwordHash.delete({ where: { userId } });
  const emailVerifiedAt = verified ? new Date() : null;
  await database.user.update({ where: { id: userId }, data: { emailVerifiedAt } });
  if (provider !== undefined)
    await database.identity.create({
      data: {
        id: randomUUID(),
        userId,
        provider,
        issuer: `https://${provider}.example`,
        subject: randomUUID(),
        createdAt: new Date(),
      },
    });
  await ageAuthentication(service, person.tokens.accessToken, Duration.minutes(11));
  return person;
}

const CASES: readonly (readonly [title: string, has: Has, methods: readonly string[]])[] = [
  ['a password alone', { password: true, verified: true }, ['PASSWORD']],
  [
    'a password and a provider',
    { password: true, verified: true, provider: 'google' },
    ['PASSWORD', 'PROVIDER'],
  ],
  ['a provider alone', { password: false, verified: false, provider: 'google' }, ['PROVIDER']],
  [
    'a provider and a verified address',
    { password: false, verified: true, provider: 'google' },
    ['PROVIDER', 'MAILED_CODE'],
  ],
  ['a provider that is not in the settings', { password: false, verified: false, provider: 'github' }, []],
  ['a verified address alone', { password: false, verified: true }, ['MAILED_CODE']],
  ['nothing', { password: false, verified: false }, []],
];

describe('the methods of STEP_UP_REQUIRED', () => {
  it.each(CASES)('are those of the account, for a user with %s', async (_, has, methods) => {
    const { tokens } = await personWith(has);
    const refusal = await service.client.as(tokens.accessToken).refusal(DeleteAccountDocument, { input: {} });
    expect(refusal).toMatchObject({ code: 'STEP_UP_REQUIRED', methods });
  });
});
