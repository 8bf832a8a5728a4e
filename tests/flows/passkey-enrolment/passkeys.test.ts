import {
  AddPasskeyDocument,
  MeDocument,
  RefreshTokenDocument,
  StartPasskeyRegistrationDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator, type CeremonyOptions, FLAG } from '../../support/authenticator.js';
import type { Client } from '../../support/client.js';
import { addPasskey, ORIGIN, type PasskeyPerson, personWithPasskey, signIn } from '../../support/passkeys.js';
import { atOnce, logIn, type Person, registerPerson, type Tokens } from '../../support/people.js';
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

/** The same after the session was lifted: a session of its own, by the passkey. */
async function anew({ authenticator }: PasskeyPerson): Promise<Client> {
  return service.client.as((await signIn(service.client, authenticator)).accessToken);
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

const own = (person: Person) => service.client.as(person.tokens.accessToken);
const passkeysOf = ({ tokens }: Person) =>
  service.database.passkey.findMany({ where: { userId: tokens.user.id } });

describe('the options of a registration', () => {
  it('PK-7, PK-9: ask for a passkey of its own user, with three algorithms and no attestation', async () => {
    const person = await registerPerson(service.client, { displayName: 'Ada L.' });
    const { options } = await begin(own(person));
    expect(options).toEqual({
      rp: { id: 'latchkey.test', name: expect.any(String) as string },
      user: {
        id: expect.stringMatching(/^[\w-]{86}$/) as string,
        name: person.username,
        displayName: 'Ada L.',
      },
      challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
      extensions: { credProps: true },
    });
  });

  it('PK-7: have one handle for a user, also for sixteen requests at once, and another for each user', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const handleOf = async (client: Client) =>
      ((await begin(client)).options as { user: { id: string } }).user.id;
    const handles = await Promise.all(Array.from({ length: 16 }, () => handleOf(own(person))));
    expect(new Set(handles).size).toBe(1);
    expect(handles).not.toContain(await handleOf(own(other)));
    expect(Buffer.from(handles[0] ?? '', 'base64url')).toHaveLength(64);
  });

  it('leave out the passkeys that the user has', async () => {
    const person = await personWithPasskey(service.client);
    const { options } = await begin(await fresh(person));
    expect(options).toMatchObject({ excludeCredentials: [{ type: 'public-key', transports: ['internal'] }] });
  });
});

describe('a first passkey', () => {
  it('gives recovery codes, ends other sessions, and keeps this one', async () => {
    const person = await registerPerson(service.client);
    const elsewhere = await logIn(service.client, person);
    const added = await addPasskey(own(person), new Authenticator(), '  My laptop ');
    expect(added.recoveryCodes).toHaveLength(10);
    expect(added.passkey).toMatchObject({ name: 'My laptop', backedUp: true, lastUsedAt: null });
    expect((await own(person).run(MeDocument, {})).me?.id).toBe(person.tokens.user.id);
    expect((await service.client.as(elsewhere.accessToken).refusal(MeDocument, {})).code).toBe(
      'TOKEN_INVALID',
    );
  });

  it('leaves its session as strong as the passkey, with the next refresh', async () => {
    const person = await personWithPasskey(service.client);
    const stale = await own(person).refusal(StartPasskeyRegistrationDocument, {});
    expect(stale.code).toBe('STEP_UP_REQUIRED');
    expect(await begin(await fresh(person))).toBeTruthy();
  });

  it('is followed by a second one without new codes, which ends nothing', async () => {
    const person = await personWithPasskey(service.client);
    const elsewhere = await signIn(service.client, person.authenticator);
    const { recoveryCodes } = await addPasskey(await fresh(person), new Authenticator(), 'Key');
    expect(recoveryCodes).toBeNull();
    expect((await service.client.as(elsewhere.accessToken).run(MeDocument, {})).me).not.toBeNull();
    expect(await passkeysOf(person)).toHaveLength(2);
  });
});

describe('addPasskey', () => {
  it('PK-1: takes the challenge of its own session once', async () => {
    const person = await registerPerson(service.client);
    const elsewhere = service.client.as((await logIn(service.client, person)).accessToken);
    const stranger = own(await registerPerson(service.client));
    for (const client of [elsewhere, stranger]) {
      const input = await prepared(own(person));
      expect((await client.refusal(AddPasskeyDocument, { input })).code).toBe('TOKEN_INVALID');
      // It was used up, so that nobody tries again.
      expect((await own(person).refusal(AddPasskeyDocument, { input })).code).toBe('TOKEN_INVALID');
    }
    expect(await passkeysOf(person)).toEqual([]);
  });

  it('PK-3: never moves a passkey to another account, nor registers it twice', async () => {
    const [person, thief] = [await registerPerson(service.client), await registerPerson(service.client)];
    const input = await prepared(own(person));
    await own(person).run(AddPasskeyDocument, { input });
    for (const client of [own(thief), await fresh(person)]) {
      const begun = await begin(client);
      const challenge = (begun.options as { challenge: string }).challenge;
      const stolen = JSON.parse(
        Buffer.from(input.attestation.clientDataJSON, 'base64url').toString(),
      ) as object;
      const clientDataJSON = Buffer.from(JSON.stringify({ ...stolen, challenge })).toString('base64url');
      const sent = {
        ...input,
        challenge: begun.challenge,
        attestation: { ...input.attestation, clientDataJSON },
      };
      expect((await client.refusal(AddPasskeyDocument, { input: sent })).code).toBe('PASSKEY_TAKEN');
    }
    expect(await passkeysOf(thief)).toEqual([]);
    expect(await passkeysOf(person)).toHaveLength(1);
    // The refusal took nothing from the thief either: no factor, no codes.
    expect(await hasSecondFactor(own(thief))).toBe(false);
  });

  it.each([
    ['another origin', { clientData: { origin: 'https://evil.example' } }],
    ['an embedded page', { clientData: { crossOrigin: true } }],
    ['another RP ID', { rpId: 'evil.example' }],
    ['no user verification', { flags: (flags: number) => flags & ~FLAG.userVerified }],
  ])('refuses a response of %s, and stores nothing', async (_name, deviation) => {
    const person = await registerPerson(service.client);
    const { challenge, options } = await begin(own(person));
    const attestation = new Authenticator().register(ORIGIN, options as CeremonyOptions, deviation);
    const input = { challenge, attestation: { ...attestation, transports: [] }, name: 'x' };
    expect((await own(person).refusal(AddPasskeyDocument, { input })).code).toBe('INVALID_CREDENTIALS');
    expect(await passkeysOf(person)).toEqual([]);
  });

  it('PK-10: allows 20 passkeys, also to sixteen requests at once', async () => {
    const person = await personWithPasskey(service.client);
    const [row] = await passkeysOf(person);
    if (row === undefined) throw new Error('There is no passkey');
    const copies = Array.from({ length: 18 }, (_, index) => ({
      ...row,
      id: crypto.randomUUID(),
      credentialId: new Uint8Array([index, ...row.credentialId]),
    }));
    await service.database.passkey.createMany({ data: copies });
    const client = await fresh(person);
    const inputs = await Promise.all(Array.from({ length: 16 }, () => prepared(client)));
    const results = await atOnce(16, (index) =>
      client.run(AddPasskeyDocument, { input: inputs[index] as (typeof inputs)[number] }),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await passkeysOf(person)).toHaveLength(20);
    const later = await anew(person);
    const refused = await later.refusal(AddPasskeyDocument, { input: await prepared(later) });
    expect(refused).toMatchObject({ code: 'FORBIDDEN', reason: 'tooManyPasskeys' });
  });

  it.each([
    ['an empty name', { name: '' }, 'isDisplayName'],
    ['a name of two lines', { name: 'a\nb' }, 'isDisplayName'],
    ['a long name', { name: 'x'.repeat(65) }, 'isDisplayName'],
  ])('refuses %s', async (_name, change, rule) => {
    const person = await registerPerson(service.client);
    const input = { ...(await prepared(own(person))), ...change };
    const refused = await own(person).refusal(AddPasskeyDocument, { input });
    expect(refused.code).toBe('BAD_USER_INPUT');
    expect(refused['fields']).toContainEqual(expect.objectContaining({ field: 'name', rule }));
  });

  it('PK-10: refuses an attestation of more than 16 kB before it is parsed', async () => {
    const person = await registerPerson(service.client);
    const made = await prepared(own(person));
    const attestation = { ...made.attestation, attestationObject: 'A'.repeat(16_385) };
    const refused = await own(person).refusal(AddPasskeyDocument, { input: { ...made, attestation } });
    expect(refused.code).toBe('BAD_USER_INPUT');
  });
});
