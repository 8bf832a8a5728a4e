import { createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import { systemRandomness } from '../../../src/core/randomness.js';
import { parseFirebaseParameters } from '../../../src/credentials/passwords/firebase-hash.js';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { readImportedHash } from '../../../src/credentials/passwords/imported-hash.js';
import { PasswordHasher } from '../../../src/credentials/passwords/password-hasher.js';
import { watchHashing } from '../../support/counting.js';
import { ARGON2, FIREBASE, ICEBERG, keycloak, PUBLISHED, SIGNER_KEY } from './hashes-of-systems.data.js';

/** phpass written out a second time, from the description of its authors. */
function phpass(password: string, salt: string, log2: number): string {
  const letters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let digest = createHash('md5').update(`${salt}${password}`).digest();
  for (let round = 0; round < 2 ** log2; round += 1)
    digest = createHash('md5').update(digest).update(password).digest();
  let bits = 0n;
  for (const byte of [...digest].reverse()) bits = (bits << 8n) | BigInt(byte);
  const text = Array.from({ length: 22 }, (_, index) => letters[Number((bits >> BigInt(6 * index)) & 63n)]);
  return `$P$${letters[log2]}${salt}${text.join('')}`;
}

function aspNet(prf: number, digest: string, password: string, iterations: number): string {
  const [header, salt] = [Buffer.alloc(13), Buffer.from('0123456789abcdef')];
  header.writeUInt8(1, 0);
  header.writeUInt32BE(prf, 1);
  header.writeUInt32BE(iterations, 5);
  header.writeUInt32BE(salt.length, 9);
  return Buffer.concat([header, salt, pbkdf2Sync(password, salt, iterations, 32, digest)]).toString('base64');
}

const PASSWORD = 'ﬁve o\'clock \\ Ünder the "clock"';
const SLASHED = 'ﬁve o\\\'clock \\\\ Ünder the \\"clock\\"';
const HEX_SALT = '1c50892c354da5b23ec3b5007649bc6e';
const sha1Tag = () => pbkdf2Sync(PASSWORD, 'saltsaltsaltsalt', 650_000, 64, 'sha1').toString('base64');
/** The same as node:crypto computes them from the description of each system. */
const COMPUTED: Readonly<Record<string, () => Promise<string | object> | string | object>> = {
  'better-auth': () => {
    const options = { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 };
    return `${HEX_SALT}:${scryptSync(PASSWORD.normalize('NFKC'), HEX_SALT, 64, options).toString('hex')}`;
  },
  'WordPress before 6.8, of a form': () => phpass(SLASHED, 'Zz.9/aB1', 13),
  'WordPress before 6.8, of its command line': () => phpass(PASSWORD, 'Zz.9/aB1', 8),
  'WordPress 6.8, of a form': async () =>
    `$wp${await bcryptOf(createHmac('sha384', 'wp-sha384').update(SLASHED).digest('base64'))}`,
  'WordPress 6.8, of its command line': async () =>
    `$wp${await bcryptOf(createHmac('sha384', 'wp-sha384').update(PASSWORD).digest('base64'))}`,
  'Django, bcrypt': async () => `bcrypt$${await bcryptOf(PASSWORD)}`,
  'Django, bcrypt over SHA-256': async () =>
    `bcrypt_sha256$${await bcryptOf(createHash('sha256').update(PASSWORD).digest('hex'))}`,
  'Django, argon2': async () => {
    const argon2 = await import('argon2');
    return `argon2${await argon2.hash(PASSWORD, { memoryCost: 1024, timeCost: 2, parallelism: 8 })}`;
  },
  'ASP.NET Identity 3, SHA-512': () => aspNet(2, 'sha512', PASSWORD, 100_000),
  'Keycloak, PBKDF2 with SHA-1 and a tag of four digests': () =>
    keycloak(
      { hashIterations: 650_000, algorithm: 'pbkdf2' },
      sha1Tag(),
      Buffer.from('saltsaltsaltsalt').toString('base64'),
    ),
  'Keycloak, PBKDF2 with SHA-512': () =>
    keycloak(
      { hashIterations: 210_000, algorithm: 'pbkdf2-sha512' },
      pbkdf2Sync(PASSWORD, 'saltsaltsaltsalt', 210_000, 64, 'sha512').toString('base64'),
      Buffer.from('saltsaltsaltsalt').toString('base64'),
    ),
};

async function bcryptOf(password: string): Promise<string> {
  const bcrypt = await import('bcrypt');
  return (await bcrypt.hash(password, 4)).replace('$2b$', '$2y$');
}

async function start() {
  const engine = await watchHashing();
  const deps = { engine, randomness: systemRandomness };
  const hasher = await PasswordHasher.create({ cost: DEFAULT_COST, concurrency: 2, queueLimit: 128 }, deps);
  engine.forget();
  return { engine, hasher };
}

function storedForm(hash: unknown): string {
  const reading = readImportedHash(hash, FIREBASE);
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.text;
}

describe('a hash as another system writes it', () => {
  it.each([
    ...PUBLISHED.map(([system, password, hash]) => [system, password, () => hash] as const),
    ...Object.entries(COMPUTED).map(([system, make]) => [system, PASSWORD, make] as const),
  ])('of %s verifies its password, refuses others, and is made anew', async (_system, password, make) => {
    const [stored, { engine, hasher }] = [storedForm(await make()), await start()];
    expect(await hasher.verify(stored, password)).toBe(true);
    expect(await hasher.verify(stored, `${password} `)).toBe(false);
    // A wrong password takes no less time than one for nobody (LOG-2).
    expect(engine.verifications.at(-1)).toEqual(DEFAULT_COST);
    expect(hasher.isOutdated(stored)).toBe(true);
    // What an export writes, an import reads.
    expect(readImportedHash(stored)).toMatchObject({ text: stored });
  });

  it('of Firebase is stored without the signer key of the project', () => {
    const [, , bare] = PUBLISHED.find(([system]) => system.startsWith('Firebase')) ?? [];
    const hash = String(bare).split('$').slice(-1)[0] ?? '';
    const ofKratos = `$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$${hash}$Bw==$${SIGNER_KEY}`;
    const stored = storedForm(bare);
    expect(stored).toBe(storedForm(ofKratos));
    expect(stored).not.toContain(SIGNER_KEY.slice(0, 20));
    expect(stored).not.toContain(hash.slice(0, 20));
  });

  it('of Firebase needs the parameters of the project', () => {
    const [, , bare] = PUBLISHED.find(([system]) => system.startsWith('Firebase')) ?? [];
    expect(readImportedHash(bare)).toEqual({
      problem: expect.stringContaining('--firebase-parameters FILE'),
    });
    const otherKey = parseFirebaseParameters(
      'algorithm: SCRYPT base64_signer_key: AAAA base64_salt_separator: Bw== rounds: 8 mem_cost: 14',
    );
    expect(readImportedHash(bare, otherKey)).toEqual({ problem: expect.stringContaining('signer key') });
    expect(parseFirebaseParameters('algorithm: HMAC_SHA256, base64_signer_key: AAAA, rounds: 8')).toBeNull();
    expect(parseFirebaseParameters('')).toBeNull();
  });
});

describe('a hash that cannot be read', () => {
  it.each([
    ['$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/', 'crypt(3)'],
    [`$6$saltsalt$${'a'.repeat(86)}`, 'crypt(3)'],
    [`$S$DsaltsaltE${'a'.repeat(42)}`, 'Drupal 7'],
    ['5f4dcc3b5aa765d61d8327deb882cf99', 'bare digest'],
    ['5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8', 'bare digest'],
    ['{bcrypt}$2a$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'Spring'],
    ['{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a', 'LDAP'],
    ['$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', '$2x$'],
    ['$2b$10$cutoff', 'not whole'],
    ['unsalted_md5$5f4dcc3b5aa765d61d8327deb882cf99', 'Django'],
    ['Password123!', 'leave passwordHash out'],
    [keycloak({ ...ARGON2, algorithm: 'scrypt' }, ...ICEBERG), 'Keycloak'],
    [{ ...keycloak(ARGON2, ...ICEBERG), secretData: '{' }, 'Keycloak'],
    [{ ...keycloak(ARGON2, ...ICEBERG), type: 'otp' }, 'Keycloak'],
    [[], 'Keycloak'],
    [42, 'must be a text'],
  ])('is refused with advice: %j', (hash, advice) => {
    const reading = readImportedHash(hash);
    expect(reading).toEqual({ problem: expect.stringContaining(advice) });
    expect(JSON.stringify(reading)).not.toContain('5f4dcc3b');
  });

  it.each([
    ['$P$S12345678y/5zLyiEP0YkbvOyUxUBv1', 'phpass'],
    [aspNet(1, 'sha256', 'x', 1).replace('AQAAAAEAAAAB', 'AQAAAAEP////'), 'PBKDF2'],
    [keycloak({ ...ARGON2, hashIterations: 999 }, ...ICEBERG), 'argon2'],
    [keycloak({ algorithm: 'pbkdf2-sha256', hashIterations: 99_000_000 }, ...ICEBERG), 'PBKDF2'],
    ['$wp$2y$31$iWN5xRwDE7i9R5jVJvCyqOxS1CNnwUggQaF8O2W9Bg8TuXQz.ngrS', 'bcrypt'],
    [`$scrypt$ln=1073741824,r=8,p=1$${ICEBERG[1]}$${ICEBERG[0]}`, 'scrypt'],
  ])('DO-1: because it costs too much is refused without a try: %j', (hash, format) => {
    const startedAt = performance.now();
    expect(readImportedHash(hash)).toEqual({
      problem: expect.stringMatching(`^would cost too much to verify: ${format}`),
    });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('verifying phpass', () => {
  it('DO-1: lets the main thread answer others meanwhile', async () => {
    const [stored, { hasher }] = [storedForm('$P$F12345678y/5zLyiEP0YkbvOyUxUBv1'), await start()];
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    expect(await hasher.verify(stored, 'wrong')).toBe(false);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });
});
