import { randomBytes } from 'node:crypto';
import { systemRandomness } from '../../../src/core/randomness.js';
import { readForeignHash } from '../../../src/credentials/passwords/foreign-hash.js';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { readImportedHash } from '../../../src/credentials/passwords/imported-hash.js';
import { PasswordHasher } from '../../../src/credentials/passwords/password-hasher.js';
import { watchHashing } from '../../support/counting.js';

/** Hashes that other systems publish as examples of their own, and what they are of. */
const PUBLISHED: readonly (readonly [system: string, password: string, hash: string])[] = [
  ['crypt_blowfish', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['PHP', 'rasmuslerdorf', '$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq'],
  [
    'passlib, scrypt',
    'password',
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
  ],
  ['Django, PBKDF2', 'lètmein', 'pbkdf2_sha256$870000$seasalt$wJSpLMQRQz0Dhj/pFpbyjMj71B2gUYp6HJS5AU+32Ac='],
  [
    'Django, scrypt',
    'lètmein',
    'scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==',
  ],
  [
    'Firebase',
    'user1password',
    '$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  ],
  [
    'Ory Kratos, of Firebase',
    '8x4WjoDbSxJZdR',
    '$firescrypt$ln=14,r=8,p=1$sPtDhWcd1MfdAw==$xbSou7FOl6mChCyzpCPIQ7tku7nsQMTFtyOZSXXd7tjBa4NtimOx7v42Gv2SfzPQu1oxM2/k4SsbOu73wlKe1A==$Bw==$YE0dO4bwD4JnJafh6lZZfkp1MtKzuKAXQcDCJNJNyeCHairWHKENOkbh3dzwaCdizzOspwr/FITUVlnOAwPKyw==',
  ],
];
/** The same as Python's hashlib computes them. */
const COMPUTED: readonly (readonly [system: string, password: string, hash: string])[] = [
  [
    'passlib, PBKDF2',
    'Password123!',
    '$pbkdf2-sha256$29000$....................AQ$.lLBIjXKaRnZH7a1KNxk9ghHBrWvvx2cFXZN7amKD.c',
  ],
  [
    'a PHC string of PBKDF2 with sha1',
    'Password123!',
    '$pbkdf2-sha1$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$on5YVw1fW3jVEoa1rtde6PTm778',
  ],
  [
    'a PHC string of PBKDF2 with sha256',
    'Password123!',
    '$pbkdf2-sha256$i=29000$MDEyMzQ1Njc4OWFiY2RlZg$Vn9+o+nfAmavhAMxObWkFIJQHI+EqbxwhQLLIkVE5sk',
  ],
  [
    'a PHC string of PBKDF2 with sha512',
    'Password123!',
    '$pbkdf2-sha512$i=12000$MDEyMzQ1Njc4OWFiY2RlZg$zEEleRixOOtNUWU3XLiVr1SDZZd0bJsbqCjU//vNQSF+9rUdMmxj8ulwQAgcO7kAsj/pOXNXiPmXQStMriXoWg',
  ],
  [
    'Keycloak, padded',
    'Password123!',
    '$pbkdf2-sha512$i=12000,l=64$MDEyMzQ1Njc4OWFiY2RlZg==$zEEleRixOOtNUWU3XLiVr1SDZZd0bJsbqCjU//vNQSF+9rUdMmxj8ulwQAgcO7kAsj/pOXNXiPmXQStMriXoWg==',
  ],
  [
    'Werkzeug, PBKDF2',
    'Password123!',
    'pbkdf2:sha256:60000$saltsalt$21d3aa9cd10f59de28c39a7403990506c679e36f966fcf96a0645df9d5620f05',
  ],
  [
    'Werkzeug, scrypt',
    'Password123!',
    'scrypt:32768:8:1$saltsalt$fb8d4827fc5d8b06a209a6bb1e3dab5fa8ca29ec7190f5ed4ad90de7589cf3a180a8c58861f972911a2f9c53b01f8371fddf3c7f8bffcd15c6b88533d2efbc00',
  ],
];

describe('a hash of another system', () => {
  it.each([...PUBLISHED, ...COMPUTED])(
    'of %s is of its password, and of no other',
    async (_system, password, hash) => {
      const foreign = readForeignHash(hash);
      expect(readImportedHash(hash)).toMatchObject({ format: foreign?.format });
      expect(await foreign?.verify(password)).toBe(true);
      expect(await foreign?.verify(`${password} `)).toBe(false);
      expect(await foreign?.verify('')).toBe(false);
    },
  );

  it('of bcrypt is of the first 72 bytes, as everywhere', async () => {
    const { hash } = await import('bcrypt');
    const long = 'é'.repeat(36);
    const foreign = readForeignHash(await hash(long, 4));
    expect(await foreign?.verify(`${long} and more`)).toBe(true);
    expect(await foreign?.verify(`${'é'.repeat(35)}e`)).toBe(false);
    // A library that stops at the end of a C text would take everything behind it.
    expect(await readForeignHash(await hash('before', 4))?.verify('before\0behind')).toBe(false);
  });

  it.each([
    [
      'argon2id of 4 GiB',
      '$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHRzYWx0$+zMlPDI8Yh1hUlV4vGJmPkGnVvV6P8rMGv8/cqN1DPA',
    ],
    [
      'argon2id of 100 passes',
      '$argon2id$v=19$m=65536,t=100,p=1$c2FsdHNhbHRzYWx0$+zMlPDI8Yh1hUlV4vGJmPkGnVvV6P8rMGv8/cqN1DPA',
    ],
    ['bcrypt of 2^31', '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['bcrypt of 2^15', '$2b$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['scrypt of 2^40', `$scrypt$ln=40,r=8,p=1$c2FsdA$${randomBytes(32).toString('base64')}`],
    ['scrypt of 512 MiB', `$scrypt$ln=19,r=8,p=1$c2FsdA$${randomBytes(32).toString('base64')}`],
    ['scrypt of 999 lanes', `$scrypt$ln=14,r=8,p=999$c2FsdA$${randomBytes(32).toString('base64')}`],
    ['PBKDF2 of 999999999 rounds', `$pbkdf2-sha256$i=999999999$c2FsdA$${randomBytes(32).toString('base64')}`],
    ['phpass of 2^30', '$P$S12345678y/5zLyiEP0YkbvOyUxUBv1'],
  ])('that costs what nobody can pay is refused, without a try: %s', (_what, hash) => {
    const startedAt = performance.now();
    expect(readImportedHash(hash)).toEqual({
      problem: expect.stringMatching(/^would cost too much to verify/),
    });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it.each([
    '',
    'Password123!',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    '$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/',
    // A last letter with bits to spare.
    '$P$984478476IagS59wHZvyQMArzfx58u2',
    '$P$984478476IagS59wHZvyQMArzfx58',
    '$wp$wp$2y$12$iWN5xRwDE7i9R5jVJvCyqOxS1CNnwUggQaF8O2W9Bg8TuXQz.ngrS',
    'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1u',
    'AQAAAAEAACcQ/////wABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    'AQAAAAMAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    `${'0'.repeat(32)}:${'0'.repeat(126)}`,
    '$scrypt$ln=16383,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=',
    '$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
    '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe',
    '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n',
    '$scrypt$ln=0,r=8,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    'scrypt:32767:8:1$salt$9edb123f3c3e320f59e05a02d627406e72b4a1f120a3e553a35507531969d600',
    '$pbkdf2-md5$i=1000$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$pbkdf2-sha256$i=0$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$pbkdf2-sha256$i=1000$c2FsdA$c2hvcnQ',
    // RFC 7914 §2: N is less than 2^(128·r/8).
    '$scrypt$ln=16,r=1,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$scrypt$ln=20,r=1,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    // Half of a key.
    '$firescrypt$ln=14,r=8,p=1$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAA==$Bw==$AAAAAAAAAAAAAAAAAAAAAA==',
    // Bits that no encoder sets: whoever encodes it again gets another text, and no password is ever right.
    '$2b$05$CCCCCCCCCCCCCCCCCCCCC/E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
    '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX',
    // What the database does not hold.
    'pbkdf2_sha256$1000$sea\0salt$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E=',
    'pbkdf2_sha256$1000$sea\ud800salt$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E=',
    'scrypt$16384$sea\0salt$8$5$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E=',
    'scrypt:16384:8:1$sea\0salt$9edb123f3c3e320f59e05a02d627406e72b4a1f120a3e553a35507531969d600',
    'pbkdf2:sha256:1000$sea\0salt$9edb123f3c3e320f59e05a02d627406e72b4a1f120a3e553a35507531969d600',
    'pbkdf2:sha256:1000$seasalt$9edb123f3c3e320f59e05a02d627406e72b4a1f120a3e553a35507531969d600a',
    '$argon2id$v=19$m=64,t=2,p=16$c2FsdHNhbHQ$+zMlPDI8Yh1hUlV4vGJmPkGnVvV6P8rMGv8/cqN1DPA',
    `$pbkdf2-sha256$i=1000$${'A'.repeat(2000)}$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E`,
  ])('that is none, or not whole, is not taken for one: %j', (text) => {
    expect(readImportedHash(text)).toEqual({ problem: expect.any(String) });
  });

  it('is called weak where whoever has it guesses fast', () => {
    const weak = (hash: string) => (readImportedHash(hash) as { weak: boolean }).weak;
    expect(PUBLISHED.map(([system, , hash]) => [system, weak(hash)])).toEqual([
      ['crypt_blowfish', true],
      ['PHP', true],
      ['passlib, scrypt', false],
      ['Django, PBKDF2', false],
      ['Django, scrypt', false],
      ['Firebase', false],
      ['Ory Kratos, of Firebase', false],
    ]);
  });
});

describe('verifying it', () => {
  const CHEAP = '$pbkdf2-sha256$29000$....................AQ$.lLBIjXKaRnZH7a1KNxk9ghHBrWvvx2cFXZN7amKD.c';

  async function start(concurrency = 2, queueLimit = 128) {
    const engine = await watchHashing();
    const deps = { engine, randomness: systemRandomness };
    const hasher = await PasswordHasher.create({ cost: DEFAULT_COST, concurrency, queueLimit }, deps);
    engine.forget();
    return { engine, hasher };
  }

  it('LOG-2: never answers sooner than for nobody: a wrong password costs a verification at the live cost as well', async () => {
    const { engine, hasher } = await start();
    expect(await hasher.verify(CHEAP, 'wrong')).toBe(false);
    expect(engine.verifications).toEqual([DEFAULT_COST]);
    expect(await hasher.verify(CHEAP, 'Password123!')).toBe(true);
    expect(engine.verifications).toHaveLength(1);
    expect(hasher.isOutdated(CHEAP)).toBe(true);
  });

  it('DO-1: waits behind the same bounds, and leaves half of the turns to everybody else', async () => {
    const { hasher } = await start(2, 4);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => hasher.verify(CHEAP, 'Password123!')),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    // One runs and four wait.
    expect(refused).toHaveLength(7);
    expect(refused).toEqual(
      refused.map(() =>
        expect.objectContaining({ reason: expect.objectContaining({ code: 'SERVER_BUSY' }) }),
      ),
    );
  });

  it('DO-1: never tries one that costs too much, though it be in the database', async () => {
    const { hasher } = await start();
    const absurd = hasher.verify('$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'x');
    await expect(absurd).rejects.toThrow('costs too much');
  });
});
