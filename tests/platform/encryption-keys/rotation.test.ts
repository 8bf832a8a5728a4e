import { readConfig } from '../../../src/app/config.js';
import { createReEncryption } from '../../../src/app/re-encryption.js';
import { deriveKeys } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { secretContext } from '../../../src/credentials/totp/encrypted-totp-secrets.service.js';
import {
  LoginDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  StartProviderSignInDocument,
} from '../../../src/generated/client/operations.js';
import type { Mailer } from '../../../src/platform/mail/mailer.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { type Environment, me, refresh, withOwnEnvironment } from '../../sessions/signing-keys/keys.js';
import { Mailbox } from '../../support/adapters.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { protectedPerson, signInWithTotp } from '../../support/second-factors.js';
import { PUBLIC_URL, type TestService } from '../../support/service.js';

const OLD = systemRandomness.bytes(32);
const NEW = systemRandomness.bytes(32);
/** A server that is down: what is written stays in the outbox. */
const noMailer: Mailer = { send: () => Promise.reject(new Error('down')), close: async () => undefined };

let environment: Environment;
const withOld = () => environment.start({}, { authSecret: OLD });
const withBoth = (adapters = {}, env = {}) =>
  environment.start(env, { authSecret: NEW, previousAuthSecret: OLD, ...adapters });
const withNew = () => environment.start({}, { authSecret: NEW });
const logInOn = (service: TestService, usernameOrEmail: string, deviceFingerprint: string) =>
  service.client.run(LoginDocument, { input: { usernameOrEmail, password: PASSWORD, deviceFingerprint } });

/** What was recorded of this kind, in order. */
async function metadataOf(type: string): Promise<unknown[]> {
  const rows = await environment.database.auditEvent.findMany({ where: { type }, orderBy: { id: 'asc' } });
  return rows.map(({ metadata }) => metadata);
}

/** Whether every row opens with this secret alone. */
async function opensWith(secret: Buffer): Promise<boolean> {
  const { signingKeys, refreshKeys, outbox, totpSecrets, providerFlows } = deriveKeys(
    secret,
    systemRandomness,
  );
  const refresh = await environment.database.refreshKey.findMany();
  const keys = await environment.database.signingKey.findMany();
  const mails = await environment.database.outboxMail.findMany();
  const apps = await environment.database.totpSecret.findMany();
  const flows = await environment.database.providerFlow.findMany();
  try {
    for (const { kid, sealedPrivateKey } of keys) signingKeys.decrypt(sealedPrivateKey, kid);
    for (const { kid, sealedKey } of refresh) refreshKeys.decrypt(sealedKey, kid);
    for (const { id, sealed } of mails) outbox.decrypt(sealed, id);
    for (const app of apps) totpSecrets.decrypt(app.sealed, secretContext(app));
    for (const { id, encrypted } of flows) providerFlows.decrypt(encrypted, id);
    return keys.length > 0 && refresh.length > 0;
  } catch {
    return false;
  }
}

/** A provider that a sign-in can begin with before anybody asks it anything. */
const GITHUB = {
  SIGN_IN_PROVIDERS: 'github',
  SIGN_IN_GITHUB_CLIENT_ID: 'client',
  SIGN_IN_GITHUB_CLIENT_SECRET: 'secret',
};

describe('a new AUTH_SECRET beside the one before', () => {
  withOwnEnvironment(async (own) => {
    environment = own;
  });

  it('CK-5: keeps everybody signed in, every mail and every device, and leaves nothing under the old one', async () => {
    const fingerprint = uniqueName();
    const first = await environment.start({}, { authSecret: OLD, mailer: noMailer });
    const person = await registerPerson(first.client, { deviceFingerprint: fingerprint });
    await first.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const careful = await protectedPerson({ client: first.client, clock: environment.clock });
    await environment.stop(first);
    const waiting = await environment.database.outboxMail.count();
    expect(waiting).toBeGreaterThan(0);

    const mailbox = new Mailbox();
    environment.clock.advance(Duration.minutes(5));
    const second = await withBoth({ mailer: mailbox });
    expect(await opensWith(NEW)).toBe(true);
    expect(await metadataOf('secrets_resealed')).toEqual([
      { store: 'outbox', rows: waiting },
      { store: 'totpSecrets', rows: 1 },
      { store: 'signingKeys', rows: 1 },
      { store: 'refreshKeys', rows: 1 },
    ]);
    expect(await me(second, person.tokens.accessToken)).toBe('');
    expect(await mailbox.token(person.email)).not.toBe('');
    await logInOn(second, person.email, fingerprint);
    await environment.stop(second);

    const third = await withNew();
    expect(await refresh(third, person.tokens.refreshToken)).toBe('');
    await logInOn(third, person.email, fingerprint);
    // The app of the user goes on: its secret is the same under every key.
    expect((await signInWithTotp(third.client, careful)).user.id).toBe(careful.tokens.user.id);
    expect((await metadataOf('logged_in')).slice(0, 2)).toEqual(
      Array(2).fill({ newDevice: false, methods: ['pwd'], trustedDevice: null }),
    );
    await expect(withOld()).rejects.toThrow('AUTH_SECRET is not the secret');
  }, 120_000);

  it('CK-5: tells one device of many accounts by either of its hashes', async () => {
    const deviceFingerprint = uniqueName();
    const env = { DEVICE_ACCOUNTS_LIMIT: '2' };
    const first = await environment.start(env, { authSecret: OLD });
    const referrer = await registerPerson(first.client, { deviceFingerprint });
    await registerPerson(first.client, { deviceFingerprint });
    await environment.stop(first);
    const second = await withBoth({}, env);
    // Seen under both, it is still one account of that device.
    await logInOn(second, referrer.email, deviceFingerprint);
    const { referralCode } = referrer.tokens.user;
    await second.client.run(RegisterDocument, { input: newcomer({ deviceFingerprint, referralCode }) });
    expect(await metadataOf('device_shared')).toEqual([{ accounts: 3 }]);
    expect(await metadataOf('referral_refused')).toEqual([{ because: 'device' }]);
  });

  it('CK-5: is safe beside an instance that has the old one alone: it goes on, and loses no mail of the other', async () => {
    const old = await withOld();
    const person = await registerPerson(old.client);
    const mailbox = new Mailbox();
    const other = await withBoth({ mailer: mailbox });
    const next = await other.signing.signingKeys.rotate();
    for (const { signing } of [old, other]) await signing.keyRing.reload();
    expect(old.log.text).toContain('signing key not readable with this AUTH_SECRET');
    expect(old.log.text).toContain(next);
    // The next key signs at the other one by now; this one goes on with the last that it can read.
    environment.clock.advance(PUBLISHED_AHEAD);
    const session = await logInOn(old, person.email, uniqueName());
    for (const service of [old, other]) {
      expect(await me(service, session.login.accessToken)).toBe('');
      expect(await me(service, person.tokens.accessToken)).toBe('');
    }
    await other.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    // Whichever took the mail first, the one that cannot read it leaves it to the other.
    await environment.stop(old);
    environment.clock.advance(Duration.minutes(6));
    await mailbox.token(person.email);
    expect(mailbox.tokens(person.email)).toHaveLength(1);
    expect(await environment.database.outboxMail.count({ where: { givenUpAt: { not: null } } })).toBe(0);
  }, 120_000);

  it('CK-5: seals anew once, whoever does it at the same time, and again when the two are swapped', async () => {
    const service = await environment.start(GITHUB, { authSecret: OLD, mailer: noMailer });
    for (let count = 0; count < 3; count++) await registerPerson(service.client);
    await protectedPerson({ client: service.client, clock: environment.clock });
    await service.client.run(StartProviderSignInDocument, {
      input: { provider: 'github', returnTo: PUBLIC_URL },
    });
    await environment.stop(service);
    const rows = (await environment.database.outboxMail.count()) + 4;
    const { database } = environment;
    const run = (secret: Buffer, previous: Buffer) => {
      const keys = deriveKeys(secret, systemRandomness, previous);
      return createReEncryption(keys, {
        database,
        randomness: systemRandomness,
        audit: environment.audit,
      }).run();
    };
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => run(NEW, OLD)));
    const total = outcomes.flat().reduce((sum, { reEncrypted }) => sum + reEncrypted, 0);
    expect(total).toBe(rows);
    expect(await opensWith(NEW)).toBe(true);
    expect((await run(NEW, OLD)).map(({ reEncrypted, unreadable }) => [reEncrypted, unreadable])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    await run(OLD, NEW);
    expect(await opensWith(OLD)).toBe(true);
    const strangers = await run(systemRandomness.bytes(32), NEW);
    expect(strangers.reduce((sum, { unreadable }) => sum + unreadable, 0)).toBe(rows);
    expect(await opensWith(OLD)).toBe(true);
  });
});

describe('AUTH_SECRET_PREVIOUS', () => {
  const [one, other] = [OLD.toString('hex'), NEW.toString('base64')];

  it('CK-1: is another secret of the same strength, beside AUTH_SECRET', () => {
    expect(readConfig({ AUTH_SECRET: one, AUTH_SECRET_PREVIOUS: other }).previousAuthSecret).toEqual(NEW);
    for (const wrong of [
      { AUTH_SECRET: one, AUTH_SECRET_PREVIOUS: one },
      { AUTH_SECRET: one, AUTH_SECRET_PREVIOUS: OLD.toString('base64') },
      { AUTH_SECRET: one, AUTH_SECRET_PREVIOUS: 'changeme' },
      { AUTH_SECRET_PREVIOUS: other },
    ])
      expect(() => readConfig(wrong)).toThrow(/AUTH_SECRET_PREVIOUS must be/);
  });
});
