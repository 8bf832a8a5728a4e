import { HOTP, Secret } from 'otpauth';
import { codeAt, stepOf, totpKey } from '../../../src/credentials/totp/totp-code.js';
import { decoded } from '../../support/second-factors.js';
import { KEY, RFC_4226, RFC_6238 } from './vectors.data.js';

const SECRET = Buffer.from(KEY.repeat(2));
const at = (seconds: number) => new Date(seconds * 1000);
const HASHES = [
  ['SHA1', 20, 1],
  ['SHA256', 32, 2],
  ['SHA512', 64, 3],
] as const;

describe('a code of an authenticator app', () => {
  it.each(RFC_6238)('MFA-1: is that of RFC 6238 at second %i', async (seconds, bySha1) => {
    const code = bySha1.slice(2);
    expect(await codeAt(SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(await stepOf(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it.each(RFC_4226.map((code, counter) => [counter, code] as const))(
    'is that of RFC 4226 for the counter %i',
    async (counter, code) => {
      expect(await codeAt(SECRET, counter)).toBe(code);
    },
  );

  it.each(HASHES)('comes from a library that knows RFC 6238 by %s', (algorithm, length, column) => {
    const buffer = Uint8Array.from(Buffer.from(KEY.repeat(7)).subarray(0, length)).buffer;
    for (const row of RFC_6238) {
      const counter = Math.floor(row[0] / 30);
      expect(HOTP.generate({ secret: new Secret({ buffer }), algorithm, digits: 8, counter })).toBe(
        row[column],
      );
    }
  });

  it('MFA-1: is accepted one step early and late, and no further', async () => {
    const step = 41_152_263;
    const code = await codeAt(SECRET, step);
    const found = await Promise.all(
      [-2, -1, 0, 1, 2].map((offset) => stepOf(SECRET, code, at((step + offset) * 30 + 15))),
    );
    expect(found).toEqual([null, step, step, step, null]);
  });

  it('MFA-6: may have zeros in front and spaces in it', async () => {
    // The first step whose code begins with two zeros.
    let step = 0;
    while (!(await codeAt(SECRET, step)).startsWith('00')) step++;
    const code = await codeAt(SECRET, step);
    expect(await stepOf(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)} `, at(step * 30))).toBe(step);
    expect(await stepOf(SECRET, String(Number(code)), at(step * 30))).toBeNull();
  });

  it.each([
    ['full-width digits', '１２３４５６'],
    ['Arabic digits', '٠١٢٣٤٥'],
    ['three digits', '123'],
    ['seven digits', '1234567'],
    ['an exponent', '1e5'],
    ['a sign', '+12345'],
    ['a hexadecimal number', '0x1234'],
    ['nothing', ''],
    ['spaces', '      '],
    ['a line break', '12345\n6'],
    ['a line break at its end', '123456\n'],
    ['a tabulator', '123\t456'],
    ['a no-break space', '123\u00a0456'],
    ['NUL', '12345\u0000'],
    ['lone surrogates', '\ud800'.repeat(6)],
    ['a name of a prototype', '__proto__'],
    ['100 kB', '1'.repeat(100_000)],
    ['100 kB of spaces', ' '.repeat(100_000)],
  ])('MFA-6: is not %s', async (_what, text) => {
    expect(await stepOf(SECRET, text, at(59))).toBeNull();
  });
});

describe('the secret for an authenticator app', () => {
  it('MFA-5: is told in base 32 and as an address with the same content', async () => {
    const { secret, uri } = await totpKey(SECRET, 'Example', 'alice');
    expect(decoded(secret)).toEqual(SECRET);
    const url = new URL(uri);
    expect([url.protocol, url.host, url.pathname]).toEqual(['otpauth:', 'totp', '/Example:alice']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret,
      issuer: 'Example',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('MFA-5: has an address into which neither name can put a parameter', async () => {
    const { secret, uri } = await totpKey(SECRET, 'A&secret=AAAA: b?c=1/é#', 'x:y&issuer=Evil%00 z');
    const url = new URL(uri);
    expect(decodeURIComponent(url.pathname)).toBe('/A&secret=AAAA: b?c=1/é#:x:y&issuer=Evil%00 z');
    expect(url.searchParams.getAll('secret')).toEqual([secret]);
    expect(url.searchParams.getAll('issuer')).toEqual(['A&secret=AAAA: b?c=1/é#']);
    expect(url.hash).toBe('');
    // Only the colon between the two is one.
    expect(url.pathname.match(/:/g)).toHaveLength(1);
  });
});
