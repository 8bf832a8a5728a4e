import * as fast from '@node-rs/argon2';
import * as reference from 'argon2';
import {
  costOf,
  DEFAULT_COST,
  isStrongEnough,
  MINIMUM_COSTS,
} from '../../../src/credentials/passwords/hashing-cost.js';
import {
  type HashingEngine,
  loadFastEngine,
  loadHashingEngine,
  loadReferenceEngine,
} from '../../../src/credentials/passwords/hashing-engine.js';
import { PUBLISHED } from './argon2-vectors.data.js';

const SALT = Buffer.from('0123456789abcdef');

const PASSWORDS = {
  'ASCII characters': 'Password123!',
  'characters of every length in UTF-8': 'pässwörd-пароль-密码-🔑',
  'decomposed accents': 'e\u0301',
  'nothing at all': '',
  'spaces at both ends': '  pass  ',
  'a NUL in the middle': 'before\u0000after',
  '128 characters': 'aB3$'.repeat(32),
};
const SALTS = [SALT, Buffer.alloc(16, 0xff)];
const COSTS = [
  { memoryKib: 64, timeCost: 1, parallelism: 1 },
  { memoryKib: 257, timeCost: 3, parallelism: 2 },
  { memoryKib: 1024, timeCost: 2, parallelism: 4 },
];

let engines: { name: string; engine: HashingEngine }[];
let fastEngine: HashingEngine;
let referenceEngine: HashingEngine;

beforeAll(async () => {
  referenceEngine = await loadReferenceEngine();
  fastEngine = (await loadFastEngine()) ?? referenceEngine;
  engines = [
    { name: 'argon2', engine: referenceEngine },
    { name: '@node-rs/argon2', engine: fastEngine },
  ];
});

describe('argon2id', () => {
  it('gives the tag of RFC 9106 section 5.3 in the reference engine', async () => {
    const tag = await reference.hash(Buffer.alloc(32, 1), {
      salt: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      memoryCost: 32,
      timeCost: 3,
      parallelism: 4,
      raw: true,
    });
    expect(tag.toString('hex')).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });

  it('gives the same tag in both engines for the inputs of RFC 9106 section 5.3 without its associated data', async () => {
    const options = {
      salt: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      memoryCost: 32,
      timeCost: 3,
      parallelism: 4,
    };
    const expected = await reference.hash(Buffer.alloc(32, 1), { ...options, raw: true });
    expect(await fast.hashRaw(Buffer.alloc(32, 1), options)).toEqual(expected);
  });

  it.each(PUBLISHED)('gives the published $tag in both engines', async ({ t, m, p, password, salt, tag }) => {
    const cost = { memoryKib: 2 ** m, timeCost: t, parallelism: p };
    const salted = Buffer.from(salt).toString('base64').replace(/=+$/, '');
    const phc = `$argon2id$v=19$m=${cost.memoryKib},t=${t},p=${p}$${salted}$${tag}`;
    for (const { engine } of engines) {
      expect(await engine.hash(password, cost, Buffer.from(salt))).toBe(phc);
      expect(await engine.verify(phc, password)).toBe(true);
    }
  });
});

describe('the two engines', () => {
  it.each(Object.entries(PASSWORDS))('write the same and read each other for %s', async (_, password) => {
    for (const cost of COSTS) {
      for (const salt of SALTS) {
        const phc = await referenceEngine.hash(password, cost, salt);
        expect(await fastEngine.hash(password, cost, salt)).toBe(phc);
        expect(await fastEngine.verify(phc, password)).toBe(true);
        expect(await referenceEngine.verify(phc, password)).toBe(true);
        expect(await fastEngine.verify(phc, `${password} `)).toBe(false);
        expect(await referenceEngine.verify(phc, `${password} `)).toBe(false);
      }
    }
  });

  it('write a PHC string at the default cost with a fresh salt of 16 bytes', async () => {
    for (const { engine } of engines) {
      const [one, other] = [await engine.hash('x', DEFAULT_COST), await engine.hash('x', DEFAULT_COST)];
      expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
      expect(one.split('$')[4]).not.toBe(other.split('$')[4]);
    }
  });

  it('REG-3: tell apart what looks alike: nothing is trimmed, normalised or cut', async () => {
    const cost = { memoryKib: 64, timeCost: 1, parallelism: 1 };
    const long = 'a'.repeat(127);
    for (const [one, other] of [
      ['pass', ' pass'],
      ['\u00e9', 'e\u0301'],
      [`${long}b`, `${long}c`],
      ['a', 'A'],
      ['a\u0000b', 'a'],
    ] as const) {
      for (const { engine } of engines) {
        expect(await engine.verify(await engine.hash(one, cost, SALT), other)).toBe(false);
      }
    }
  });

  it.each(['argon2i', 'argon2d', 'argon2id'] as const)(
    'verify %s of both versions, as other systems write it',
    async (name) => {
      const { argon2d, argon2i, argon2id, hash } = await import('argon2');
      const type = { argon2d, argon2i, argon2id }[name];
      for (const version of [0x10, 0x13]) {
        const phc = await hash('Password123!', {
          type,
          version,
          memoryCost: 64,
          timeCost: 2,
          parallelism: 2,
        });
        for (const { engine } of engines) {
          expect(await engine.verify(phc, 'Password123!')).toBe(true);
          expect(await engine.verify(phc, 'Password123')).toBe(false);
        }
      }
    },
  );

  it('throw for anything that is not an argon2 PHC string', async () => {
    const good = await referenceEngine.hash('x', { memoryKib: 64, timeCost: 1, parallelism: 1 }, SALT);
    const malformed = [
      '',
      'x',
      `${good}\n`,
      ` ${good}`,
      `${good}=`,
      good.slice(0, -1),
      good.slice(0, good.lastIndexOf('$')),
      good.slice(0, good.lastIndexOf('$') + 1),
      good.replace('argon2id', 'argon2x'),
      good.replace('v=19', 'v=17'),
      good.replace('$v=19', ''),
      good.replace('m=64', 'm=4294967295'),
      good.replace('m=64', 'm=064'),
      good.replace('t=1', 't=0'),
      good.replace('p=1', 'p=1,keyid=AAAA'),
    ];
    for (const { engine } of engines) {
      for (const phc of malformed) await expect(engine.verify(phc, 'x')).rejects.toThrow();
    }
  });

  it('are chosen by what loads', async () => {
    const engine = await loadHashingEngine();
    expect(await engine.verify(await engine.hash('x', DEFAULT_COST), 'x')).toBe(true);
  });
});

describe('the cost', () => {
  it('is strong enough at each minimum and at the default', () => {
    expect([...MINIMUM_COSTS, DEFAULT_COST].map(isStrongEnough)).toEqual([true, true, true]);
  });

  it.each([
    { memoryKib: 19_455, timeCost: 2, parallelism: 1 },
    { memoryKib: 19_456, timeCost: 1, parallelism: 1 },
    { memoryKib: 47_103, timeCost: 1, parallelism: 1 },
    { memoryKib: 12_288, timeCost: 3, parallelism: 1 },
    { memoryKib: 19_456, timeCost: 2, parallelism: 0 },
    { memoryKib: Number.NaN, timeCost: 2, parallelism: 1 },
  ])('is too weak at m=$memoryKib, t=$timeCost, p=$parallelism', (cost) => {
    expect(isStrongEnough(cost)).toBe(false);
  });

  it('is read back from the PHC string', async () => {
    const cost = { memoryKib: 257, timeCost: 3, parallelism: 2 };
    expect(costOf(await referenceEngine.hash('x', cost))).toEqual(cost);
  });

  it('does not repeat what it cannot read', () => {
    expect(() => costOf('canary-7f3a')).toThrow(/^(?!.*canary).*$/);
  });
});
