import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { codeAt } from '../../../src/credentials/totp/totp-code.js';
import { LoginDocument, SignInWithTotpDocument } from '../../../src/generated/client/operations.js';
import { Authenticator } from '../../support/authenticator.js';
import { codesOf } from '../../support/outcomes.js';
import { ORIGIN, personWithPasskey, signIn } from '../../support/passkeys.js';
import { uniqueName } from '../../support/people.js';
import { jsonLines, newOperatorEnvironment, textFile } from './operator-environment.js';

const PASSWORD = 'Password123!';
/** `12345678901234567890` of RFC 6238. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const newcomer = (more: object = {}) => {
  const username = uniqueName();
  return { id: randomUUID(), username, email: `${username}@example.com`, ...more };
};

/** The key of a passkey as CTAP 2 writes it. */
function coseKey(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  });
  const hex = (part: string) => Buffer.from(part, 'base64url').toString('hex');
  return text(Buffer.from(`a5010203262001215820${hex(x)}225820${hex(y)}`, 'hex'));
}
const newPasskey = (more: object = {}) => ({
  credentialId: text(randomBytes(32)),
  publicKey: coseKey(),
  signCount: 7,
  rpId: 'localhost',
  transports: ['internal', 'hybrid'],
  aaguid: randomUUID(),
  backupEligible: true,
  backedUp: true,
  name: 'Laptop',
  ...more,
});
const passkeysOf = (...list: object[]) => ({ userHandle: text(randomBytes(32)), list });

describe('users import', () => {
  it('gives users the authenticator apps that they have: the login asks for a code, and the old one fits', async () => {
    const environment = await newOperatorEnvironment();
    const { hash } = await import('argon2');
    const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1, parallelism: 1 });
    const uri = `otpauth://totp/Old:ada?secret=${SEED}&issuer=Old&algorithm=SHA1&digits=6&period=30`;
    const ada = newcomer({ passwordHash, totp: uri });
    await environment.ask('users', 'import', await jsonLines([ada]));
    await environment.serve(async ({ client, clock, database }) => {
      const input = { usernameOrEmail: ada.email, password: PASSWORD };
      const refusal = await client.refusal(LoginDocument, { input });
      expect(refusal).toMatchObject({ code: 'MFA_REQUIRED', methods: ['TOTP'] });
      const step = Math.floor(clock.now().getTime() / 30_000);
      const code = await codeAt(Buffer.from('12345678901234567890'), step);
      const challenge = String(refusal['challenge']);
      const answer = await client.ask(SignInWithTotpDocument, { input: { challenge, code } });
      expect(codesOf(answer)).toEqual([]);
      // No recovery codes are made: nobody would read them.
      expect(await database.recoveryCode.count()).toBe(0);
    });
  }, 120_000);

  it('reads what `users export --second-factors` writes, and the export without it has no factor', async () => {
    const [one, other] = [await newOperatorEnvironment(), await newOperatorEnvironment()];
    const passkeys = passkeysOf(newPasskey(), newPasskey({ name: 'Key', backedUp: false }));
    const people = [
      newcomer({ totp: [SEED, { secret: SEED.toLowerCase(), name: 'Phone' }] }),
      newcomer({ passkeys }),
      newcomer(),
    ];
    await one.ask('users', 'import', await jsonLines(people));
    const exported = (await one.run('users', 'export', '--second-factors')).stdout;
    const records = exported
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const recordOf = ({ username }: { username: string }) => records.find((one) => one.username === username);
    expect(recordOf(people[0] as never).totp).toEqual([
      { secret: SEED, name: 'Authenticator app' },
      { secret: SEED, name: 'Phone' },
    ]);
    const { list, userHandle } = passkeys;
    expect(recordOf(people[1] as never).passkeys).toEqual({ userHandle, list: expect.arrayContaining(list) });
    expect(recordOf(people[2] as never)).not.toHaveProperty('totp');
    await other.ask('users', 'import', await textFile(exported));
    expect((await other.run('users', 'export', '--second-factors')).stdout).toBe(exported);
    const plain = (await one.run('users', 'export', '--with-hashes')).stdout;
    expect(plain).not.toMatch(/totp|passkeys/);
    const since = await other.look((database) =>
      database.user.findMany({ select: { secondFactorSince: true } }),
    );
    expect(since.filter(({ secondFactorSince }) => secondFactorSince !== null)).toHaveLength(2);
    const events = await one.look((database) =>
      database.auditEvent.findMany({ where: { type: 'users_exported' }, orderBy: { createdAt: 'asc' } }),
    );
    expect(events.map(({ metadata }) => metadata)).toEqual([
      { hashes: false, secondFactors: true },
      { hashes: true, secondFactors: false },
    ]);
  }, 120_000);

  it('takes a synchronised passkey, which then signs in', async () => {
    const settings = { PUBLIC_URL: ORIGIN };
    const [one, other] = [
      await newOperatorEnvironment(undefined, settings),
      await newOperatorEnvironment(undefined, settings),
    ];
    const authenticator = new Authenticator({ synchronised: true });
    await one.serve(async ({ client }) => void (await personWithPasskey(client, authenticator)));
    const { stdout } = await one.run('users', 'export', '--second-factors');
    expect(stdout).toContain('"backupEligible":true');
    await other.ask('users', 'import', await textFile(stdout));
    await other.serve(async ({ client }) => {
      expect((await signIn(client, authenticator)).accessToken).toEqual(expect.any(String));
    });
  }, 120_000);

  it('refuses passkeys that lack `backupEligible` or belong to another RP ID, and says what to do', async () => {
    const environment = await newOperatorEnvironment();
    const { backupEligible: _, backedUp: __, ...untold } = newPasskey();
    const { code, stderr } = await environment.run(
      'users',
      'import',
      await jsonLines([
        newcomer({ passkeys: passkeysOf(newPasskey(), untold) }),
        newcomer({ passkeys: passkeysOf(newPasskey({ backupEligible: null, backedUp: false })) }),
        newcomer({ passkeys: passkeysOf(newPasskey(), newPasskey({ rpId: 'example.com' })) }),
      ]),
    );
    expect(code).not.toBe(0);
    for (const line of [1, 2])
      expect(stderr).toContain(`line ${line}: passkeys must have \`backupEligible\` for each passkey`);
    expect(stderr).toContain('`flags.backupEligible`');
    expect(stderr).toContain('line 3: passkeys must have the `rpId` of this service, localhost');
    expect(stderr).toContain('WEBAUTHN_RP_ID');
    expect(await environment.look((database) => database.user.count())).toBe(0);
  }, 120_000);

  it('refuses factors that could never sign in, and repeats none of their values', async () => {
    const environment = await newOperatorEnvironment();
    const withUri = (query: string) => `otpauth://totp/Old:ada?secret=${SEED}&${query}`;
    const bad: [field: string, value: unknown][] = [
      ...['algorithm=SHA256', 'digits=8', 'period=60'].map((query): [string, string] => [
        'totp',
        withUri(query),
      ]),
      ['totp', `otpauth://hotp/Old:ada?secret=${SEED}&counter=1`],
      ['totp', 'otpauth://totp/Old:ada'],
      ['totp', SEED.slice(0, 16)],
      ['totp', `${SEED}1`],
      ['totp', 7],
      ['totp', { secret: SEED, name: 'a\nb' }],
      ['totp', { secret: SEED, algorithm: 'SHA1' }],
      ['totp', Array.from({ length: 6 }, () => SEED)],
      ['passkeys', [newPasskey()]],
      ['passkeys', { list: [newPasskey()] }],
      ['passkeys', passkeysOf()],
      ['passkeys', passkeysOf(...Array.from({ length: 21 }, () => newPasskey()))],
      ['passkeys', passkeysOf(newPasskey({ publicKey: text(randomBytes(77)) }))],
      ['passkeys', passkeysOf(newPasskey({ credentialId: 'AAA=' }))],
      ['passkeys', passkeysOf(newPasskey({ backupEligible: false }))],
      ['passkeys', passkeysOf(newPasskey({ signCount: -1 }))],
      ['passkeys', passkeysOf(newPasskey({ rpId: 'https://example.com' }))],
      ['passkeys', passkeysOf(newPasskey({ privateKey: 'x' }))],
    ];
    const file = await jsonLines(bad.map(([field, value]) => newcomer({ [field]: value })));
    const { code, stdout, stderr } = await environment.run('users', 'import', file);
    expect(code).not.toBe(0);
    for (const [index, [field]] of bad.entries())
      expect(`${stdout}${stderr}`).toContain(`line ${index + 1}: ${field} must`);
    expect(`${stdout}${stderr}`).not.toContain(SEED.slice(0, 12));
    expect(await environment.look((database) => database.user.count())).toBe(0);
  }, 120_000);

  it('refuses one passkey, or one user handle, for two users', async () => {
    const environment = await newOperatorEnvironment();
    const [passkey, passkeys] = [newPasskey(), passkeysOf(newPasskey())];
    const file = await jsonLines([
      newcomer({ passkeys: passkeysOf(passkey) }),
      newcomer({ passkeys: passkeysOf(passkey) }),
      newcomer({ passkeys }),
      newcomer({ passkeys: { ...passkeys, list: [newPasskey()] } }),
    ]);
    const { stdout, stderr } = await environment.run('users', 'import', file);
    expect(`${stdout}${stderr}`).toContain('line 2: passkeys is the same as in line 1');
    expect(`${stdout}${stderr}`).toContain('line 4: passkeys is the same as in line 3');
  }, 120_000);
});
