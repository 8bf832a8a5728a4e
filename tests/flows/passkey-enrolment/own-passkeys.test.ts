import { Duration } from '../../../src/core/duration.js';
import {
  AddPasskeyDocument,
  ExportMyDataDocument,
  RefreshTokenDocument,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  StartPasskeyRegistrationDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator, type CeremonyOptions } from '../../support/authenticator.js';
import type { Client } from '../../support/client.js';
import { until } from '../../support/outcomes.js';
import { addPasskey, ORIGIN, personWithPasskey, signIn } from '../../support/passkeys.js';
import { logIn, type Person, type Tokens } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

/** A client of somebody whose session is as fresh as can be. */
async function fresh({ tokens }: { tokens: Tokens }): Promise<Client> {
  const input = { refreshToken: tokens.refreshToken };
  const { refreshToken } = await service.client.run(RefreshTokenDocument, { input });
  return service.client.as(refreshToken.accessToken);
}

async function hasSecondFactor(client: Client): Promise<boolean | undefined> {
  const { data } = await client.raw<{ me: { hasSecondFactor: boolean } }>('{ me { hasSecondFactor } }');
  return data?.me.hasSecondFactor;
}

async function begin(client: Client) {
  const { startPasskeyRegistration } = await client.run(StartPasskeyRegistrationDocument, {});
  return startPasskeyRegistration;
}

async function prepared(client: Client, authenticator = new Authenticator(), name = 'Laptop') {
  const { challenge, options } = await begin(client);
  const attestation = authenticator.register(ORIGIN, options as CeremonyOptions);
  return { challenge, attestation: { ...attestation, transports: ['internal'] }, name };
}

const passkeysOf = ({ tokens }: Person) =>
  service.database.passkey.findMany({ where: { userId: tokens.user.id } });

describe('the own passkeys', () => {
  it('S-2: are renamed and removed by their user alone', async () => {
    const [person, stranger] = [
      await personWithPasskey(service.client),
      await personWithPasskey(service.client),
    ];
    const theirs = await fresh(stranger);
    const own = person.added.passkey.id;
    for (const id of [own, crypto.randomUUID(), 'something']) {
      const renamed = await theirs.refusal(RenamePasskeyDocument, { input: { id, name: 'Mine' } });
      const removed = await theirs.refusal(RemovePasskeyDocument, { input: { id } });
      expect([renamed.code, removed.code]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    }
    const client = await fresh(person);
    const { renamePasskey } = await client.run(RenamePasskeyDocument, { input: { id: own, name: 'Old' } });
    expect(renamePasskey.passkey).toMatchObject({ id: own, name: 'Old' });
    const { removePasskey } = await client.run(RemovePasskeyDocument, { input: { id: own } });
    expect(removePasskey).toMatchObject({ id: own, user: { id: person.tokens.user.id } });
    expect(await hasSecondFactor(client)).toBe(false);
    expect(await passkeysOf(person)).toEqual([]);
    // Without a factor, the password is enough again.
    await logIn(service.client, person);
  });

  it('PK-8: are told by mail when they are added and removed', async () => {
    const person = await personWithPasskey(service.client);
    const client = await fresh(person);
    await client.run(RemovePasskeyDocument, { input: { id: person.added.passkey.id } });
    for (const change of ['added to', 'removed from']) {
      const subject = `A second factor was ${change} your account`;
      await until(() => service.mailbox.to(person.email).some((mail) => mail.subject === subject));
    }
  });

  it('PK-8: are changed by a fresh session alone, and a stale one changes nothing', async () => {
    const own = await startService();
    const person = await personWithPasskey(own.client);
    const { refreshToken } = await own.client.run(RefreshTokenDocument, {
      input: { refreshToken: person.tokens.refreshToken },
    });
    const client = own.client.as(refreshToken.accessToken);
    const input = await prepared(client);
    own.clock.advance(Duration.minutes(11));
    const id = person.added.passkey.id;
    const refused = [
      await client.refusal(StartPasskeyRegistrationDocument, {}),
      await client.refusal(AddPasskeyDocument, { input }),
      await client.refusal(RenamePasskeyDocument, { input: { id, name: 'Mine' } }),
      await client.refusal(RemovePasskeyDocument, { input: { id } }),
    ];
    expect(refused.map(({ code }) => code)).toEqual(Array(4).fill('STEP_UP_REQUIRED'));
    expect(refused[0]).toMatchObject({ acr: 'aal2', maxAge: 600, methods: ['PASSKEY'] });
    expect(await own.database.passkey.findMany({ select: { name: true } })).toEqual([{ name: 'Laptop' }]);
    await own.stop();
  });

  it('are not all removed by a user without a password', async () => {
    const person = await personWithPasskey(service.client);
    await service.database.passwordHash.delete({ where: { userId: person.tokens.user.id } });
    const open = async () =>
      service.client.as((await signIn(service.client, person.authenticator)).accessToken);
    const input = { id: person.added.passkey.id };
    expect(await (await open()).refusal(RemovePasskeyDocument, { input })).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'lastWayIn',
    });
    expect(await passkeysOf(person)).toHaveLength(1);
    await addPasskey(await open(), new Authenticator(), 'Phone');
    await (await open()).run(RemovePasskeyDocument, { input });
    expect(await passkeysOf(person)).toMatchObject([{ name: 'Phone' }]);
  });

  it('are in the export, without keys and handles, and go with the account', async () => {
    const person = await personWithPasskey(service.client);
    const { exportMyData } = await (await fresh(person)).run(ExportMyDataDocument, {});
    const { passkeys } = exportMyData as { passkeys: object[] };
    expect(passkeys).toEqual([
      {
        id: person.added.passkey.id,
        name: 'Laptop',
        aaguid: person.added.passkey.aaguid,
        rpId: 'latchkey.test',
        backedUp: true,
        transports: ['internal'],
        createdAt: expect.any(String) as string,
        lastUsedAt: null,
      },
    ]);
    await service.database.user.delete({ where: { id: person.tokens.user.id } });
    expect(await passkeysOf(person)).toEqual([]);
  });
});
