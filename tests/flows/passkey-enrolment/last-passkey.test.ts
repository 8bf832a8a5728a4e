import { randomBytes, randomUUID } from 'node:crypto';
import { RemovePasskeyDocument } from '../../../src/generated/client/operations.js';
import { GOOGLE_ON } from '../../support/identities.js';
import { ORIGIN, type PasskeyPerson, personWithPasskey, signIn } from '../../support/passkeys.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let withCodes: TestService;
beforeAll(async () => {
  const PUBLIC_URL = ORIGIN;
  service = await startService({ env: { PUBLIC_URL, ...GOOGLE_ON } });
  withCodes = await startService({ env: { PUBLIC_URL, MAILED_CODES: 'sign-in' } });
});
afterAll(async () => {
  await service.stop();
  await withCodes.stop();
});

type Kept = (own: TestService, userId: string) => Promise<unknown>;

/** Removes the only passkey of a user without a password, who keeps something else. */
async function removal(own: TestService, keep: Kept): Promise<string> {
  const person: PasskeyPerson = await personWithPasskey(own.client);
  const { id } = person.tokens.user;
  await own.database.passwordHash.delete({ where: { userId: id } });
  await keep(own, id);
  const { accessToken } = await signIn(own.client, person.authenticator);
  const input = { id: person.added.passkey.id };
  const { errors } = await own.client.as(accessToken).ask(RemovePasskeyDocument, { input });
  const { code, reason } = errors[0]?.extensions ?? {};
  return errors.length === 0 ? 'removed' : `${code} ${reason}`;
}

const verify: Kept = (own, id) =>
  own.database.user.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
const unverify: Kept = (own, id) =>
  own.database.user.update({ where: { id }, data: { emailVerifiedAt: null } });
const identity: Kept = (own, userId) =>
  own.database.identity.create({
    data: {
      id: randomUUID(),
      userId,
      provider: 'google',
      issuer: 'https://accounts.google.com',
      subject: randomUUID(),
      createdAt: new Date(),
    },
  });
const app: Kept = (own, userId) =>
  own.database.totpSecret.create({
    data: {
      id: randomUUID(),
      userId,
      name: 'Phone',
      sealed: randomBytes(48),
      createdAt: new Date(),
      confirmedAt: new Date(),
    },
  });

describe('the only passkey of a user without a password', () => {
  it('PK-8: is removed if an account at a provider remains', async () => {
    expect(await removal(service, identity)).toBe('removed');
  });

  it('PK-8: stays beside an account at a provider with which nobody can sign in any more', async () => {
    expect(await removal(withCodes, identity)).toBe('FORBIDDEN lastWayIn');
  });

  it('PK-8: is removed if mailed codes remain, and not for an address that was never verified', async () => {
    expect(await removal(withCodes, verify)).toBe('removed');
    expect(await removal(withCodes, unverify)).toBe('FORBIDDEN lastWayIn');
  });

  it('PK-8: stays where the service mails no codes, and beside an authenticator app, which opens nothing', async () => {
    expect(await removal(service, verify)).toBe('FORBIDDEN lastWayIn');
    expect(await removal(service, app)).toBe('FORBIDDEN lastWayIn');
  });
});
