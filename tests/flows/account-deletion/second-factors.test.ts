import {
  DeleteAccountDocument,
  ExportMyDataDocument,
  RemoveTotpDocument,
  SignInWithTotpDocument,
  StartTotpEnrolmentDocument,
} from '../../../src/generated/client/operations.js';
import { refreshed } from '../../support/authentication.js';
import { Authenticator } from '../../support/authenticator.js';
import { spellings } from '../../support/canary.js';
import { addPasskey } from '../../support/passkeys.js';
import {
  challengeOf,
  decoded,
  type ProtectedPerson,
  protectedPerson,
  signInWithRecoveryCode,
} from '../../support/second-factors.js';
import { dumpOf } from '../../support/secret-scan.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const TABLES = [
  'challenges',
  'factor_removals',
  'passkey_owners',
  'passkeys',
  'recovery_codes',
  'totp_secrets',
  'trusted_devices',
];

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

interface Equipped extends ProtectedPerson {
  readonly accessToken: string;
  readonly trustedDevice: string;
}

/** Somebody with a row in every table of second factors. */
async function equippedPerson(): Promise<Equipped> {
  const { client } = service;
  const person = await protectedPerson(service);
  const input = {
    challenge: await challengeOf(client, person),
    code: person.app.next(),
    rememberDevice: true,
  };
  const { signInWithTotp } = await client.run(SignInWithTotpDocument, { input });
  await addPasskey(client.as(signInWithTotp.accessToken), new Authenticator());
  const strong = await refreshed(client, signInWithTotp);
  await client.as(strong.accessToken).run(StartTotpEnrolmentDocument, { input: { name: 'Tablet' } });
  const { accessToken } = await signInWithRecoveryCode(client, person);
  const removed = { id: person.factorId };
  const { removeTotp } = await client.as(accessToken).run(RemoveTotpDocument, { input: removed });
  if (removeTotp.removedAt === null) throw new Error('The removal does not wait');
  await challengeOf(client, person);
  const { trustedDevice } = signInWithTotp;
  return { ...person, accessToken: strong.accessToken, trustedDevice: trustedDevice ?? '' };
}

/** The tables of second factors with a row that has the id of this user. */
async function tablesOf({ tokens }: ProtectedPerson): Promise<string[]> {
  const rows = (await dumpOf(service.database)).split('\n').filter((row) => row.includes(tokens.user.id));
  const tables = new Set(rows.map((row) => row.split(':')[0] ?? ''));
  return TABLES.filter((table) => tables.has(table));
}

describe('the second factors of a user', () => {
  it('DR-6: go with the account, all of them, and those of others stay', async () => {
    const [leaving, staying] = [await equippedPerson(), await equippedPerson()];
    expect(await tablesOf(leaving)).toEqual(TABLES);
    await service.client.as(leaving.accessToken).run(DeleteAccountDocument, { input: {} });
    expect(await tablesOf(leaving)).toEqual([]);
    expect(await tablesOf(staying)).toEqual(TABLES);
  });

  it('GT-10: are exported by their names and times, and without their secrets', async () => {
    const person = await equippedPerson();
    const { exportMyData } = await service.client.as(person.accessToken).run(ExportMyDataDocument, {});
    const time = expect.stringMatching(/^\d{4}-/) as string;
    expect(exportMyData).toMatchObject({
      authenticatorApps: [
        { name: 'Phone', createdAt: time, confirmedAt: time, lastUsedAt: time },
        { name: 'Tablet', createdAt: time, confirmedAt: null },
      ],
      passkeys: [{ name: 'Laptop', createdAt: time }],
      trustedDevices: [{ name: expect.any(String) as string, createdAt: time, lastUsedAt: time }],
      factorRemovals: [{ requestedAt: time, dueAt: time }],
      recoveryCodesLeft: 9,
    });
    const userId = person.tokens.user.id;
    const stored = [
      ...(await service.database.totpSecret.findMany({ where: { userId } })).map(({ sealed }) => sealed),
      ...(await service.database.trustedDevice.findMany({ where: { userId } })).map(({ digest }) => digest),
      ...(await service.database.recoveryCode.findMany({ where: { userId } })).map(({ digest }) => digest),
      ...(await service.database.passkey.findMany({ where: { userId } })).map(({ publicKey }) => publicKey),
    ].map((bytes) => Buffer.from(bytes));
    expect(stored).toHaveLength(13);
    const secrets = [person.app.secret, decoded(person.app.secret), person.trustedDevice, ...stored];
    const exported = Buffer.from(JSON.stringify(exportMyData));
    for (const secret of [...secrets, ...person.recoveryCodes])
      expect(spellings(secret).filter((form) => exported.includes(form))).toEqual([]);
  });
});
