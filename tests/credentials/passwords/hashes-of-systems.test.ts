import { createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import { systemRandomness } from '../../../src/core/randomness.js';
import { parseFirebaseParameters } from '../../../src/credentials/passwords/firebase-hash.js';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { readImportedHash } from '../../../src/credentials/passwords/imported-hash.js';
import { PasswordHasher } from '../../../src/credentials/passwords/password-hasher.js';
import { watchHashing } from '../../support/counting.js';

const SIGNER_KEY = 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==';
/** As the Firebase console shows it, with the values of Firebase's own example. */
const FIREBASE = parseFirebaseParameters(`hash_config {
  algorithm: SCRYPT,
  base64_signer_key: ${SIGNER_KEY},
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`);

function keycloak(credentialData: object, value: string, salt: string) {
  return {
    id: '2d0d5bd5-2d4a-4b0e-a1b4-b0a7a5a6e0a1',
    type: 'password',
    createdDate: 1775365922330,
    secretData: JSON.stringify({ value, salt, additionalParameters: {} }),
    credentialData: JSON.stringify({ additionalParameters: {}, ...credentialData }),
  };
}

const ARGON2 = {
  hashIterations: 5,
  algorithm: 'argon2',
  additionalParameters: {
    hashLength: ['32'],
    memory: ['7168'],
    type: ['id'],
    version: ['1.3'],
    parallelism: ['1'],
  },
};
const ICEBERG = ['BuViHNDGmCq80fvpty/QoggTI8NSt0CuNDGgeoa5f5A=', 'RJ0aLMQ2qKbZuROs7qQhcA=='] as const;

/** Hashes that the systems, or users of theirs, publish with the password. */
const PUBLISHED: readonly (readonly [system: string, password: string, hash: string | object])[] = [
  ['hashcat, phpass', 'hashcat', '$P$984478476IagS59wHZvyQMArzfx58u.'],
  ['WordPress 6.8', 'grimoire-test-123', '$wp$2y$12$iWN5xRwDE7i9R5jVJvCyqOxS1CNnwUggQaF8O2W9Bg8TuXQz.ngrS'],
  [
    'Ory Kratos, scrypt',
    'test',
    '$scrypt$ln=16384,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=',
  ],
  [
    'ASP.NET Identity 2',
    'my password',
    'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==',
  ],
  [
    'ASP.NET Identity 3, SHA-256',
    'my password',
    'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
  ],
  [
    'ASP.NET Identity 3, SHA-1',
    'my password',
    'AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M',
  ],
  ['Keycloak, argon2', 'iceberg', keycloak(ARGON2, ...ICEBERG)],
  [
    'Keycloak, argon2 as a padded PHC string',
    'iceberg',
    `$argon2id$v=19$m=7168,t=5,p=1$${ICEBERG[1]}$${ICEBERG[0]}`,
  ],
  [
    'Keycloak, PBKDF2 with a tag of two digests',
    'RdaRfqP7Y89vy2',
    keycloak(
      { hashIterations: 27500, algorithm: 'pbkdf2-sha256' },
      'ZXVC08Hf4jBOoYzVoNWYjQijsMC2oc/OUa9LciiIJ/1XHPF/qPiY1DqwLLDN2hYFmf/1kApkveD8/Pr7GVqjgw==',
      'Td6XuopYK6JNfUnIlqYMOQ==',
    ),
  ],
  [
    'Firebase, as it exports them',
    'user1password',
    '$firescrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  ],
];

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
