import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { writeBase64Url } from '../../../src/credentials/passkeys/base64url.js';
import { Ceremonies } from '../../../src/credentials/passkeys/ceremonies.js';
import type { PasskeyAttestation } from '../../../src/credentials/passkeys/ceremony.js';

const ORIGIN = 'https://app.example.org';
const ceremonies = new Ceremonies({ id: 'example.org', name: 'Example', origins: [ORIGIN] });
const CREDENTIAL_ID = new Uint8Array(randomBytes(32));
const CHALLENGE = writeBase64Url(randomBytes(32));

type CoseKey = Map<number, number | Uint8Array<ArrayBuffer>>;
const part = (jwk: { [name: string]: unknown }, name: string) =>
  new Uint8Array(Buffer.from(String(jwk[name]), 'base64url'));

function elliptic(namedCurve: string, algorithm: number, curve: number): CoseKey {
  const jwk = generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
  return new Map<number, number | Uint8Array<ArrayBuffer>>([
    [1, 2],
    [3, algorithm],
    [-1, curve],
    [-2, part(jwk, 'x')],
    [-3, part(jwk, 'y')],
  ]);
}

/** Its bytes are no product of two primes. No rule looks at that, and nothing is signed with it. */
function rsa(bits: number, algorithm = -257): CoseKey {
  const modulus = randomBytes(Math.ceil(bits / 8));
  const spare = modulus.length * 8 - bits;
  modulus[0] = ((modulus[0] ?? 0) & (0xff >> spare)) | (0x80 >> spare);
  return new Map<number, number | Uint8Array<ArrayBuffer>>([
    [1, 3],
    [3, algorithm],
    [-1, new Uint8Array(modulus)],
    [-2, new Uint8Array([1, 0, 1])],
  ]);
}

function edwards(curve: number): CoseKey {
  return new Map<number, number | Uint8Array<ArrayBuffer>>([
    [1, 1],
    [3, -8],
    [-1, curve],
    [-2, new Uint8Array(32)],
  ]);
}

interface Made {
  readonly key?: CoseKey;
  readonly fmt?: string;
  readonly statement?: Map<string, number>;
  readonly flags?: number;
  readonly rpId?: string;
  readonly idLength?: number;
  readonly clientData?: object;
}

const PRESENT_AND_VERIFIED = 1 | 4;
const HAS_KEY = 64;

function attestation(made: Made = {}): PasskeyAttestation {
  const { key = elliptic('P-256', -7, 1), fmt = 'none', statement = new Map(), rpId = 'example.org' } = made;
  const { flags = PRESENT_AND_VERIFIED, idLength = CREDENTIAL_ID.length, clientData = {} } = made;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(idLength);
  const authData = Buffer.concat([
    createHash('sha256').update(rpId).digest(),
    Buffer.from([flags | HAS_KEY, 0, 0, 0, 0]),
    Buffer.alloc(16),
    length,
    CREDENTIAL_ID,
    isoCBOR.encode(key),
  ]);
  const object = new Map<string, string | Map<string, number> | Uint8Array>([
    ['fmt', fmt],
    ['attStmt', statement],
    ['authData', new Uint8Array(authData)],
  ]);
  const client = { type: 'webauthn.create', challenge: CHALLENGE, origin: ORIGIN, crossOrigin: false };
  return {
    id: writeBase64Url(CREDENTIAL_ID),
    clientDataJSON: writeBase64Url(Buffer.from(JSON.stringify({ ...client, ...clientData }))),
    attestationObject: writeBase64Url(isoCBOR.encode(object as never)),
  };
}

const verify = (sent: object) =>
  ceremonies.verifyAttestation(sent as PasskeyAttestation, {
    challenge: CHALLENGE,
    userVerification: 'required',
  });

describe('a registration', () => {
  it.each<[string, CoseKey, number]>([
    ['ES256', elliptic('P-256', -7, 1), -7],
    ['EdDSA', edwards(6), -8],
    ['RS256 with 2048 bits', rsa(2048), -257],
    ['RS256 with 4096 bits', rsa(4096), -257],
  ])('is accepted with a key of %s', async (_name, key, algorithm) => {
    expect(await verify(attestation({ key }))).toMatchObject({
      verified: { algorithm, userVerified: true, backupEligible: false, backedUp: false, signCount: 0 },
    });
  });

  it.each<[string, CoseKey, string]>([
    ['2047 bits', rsa(2047), 'keySize'],
    ['1024 bits', rsa(1024), 'keySize'],
    [
      '1024 bits and leading zeros',
      rsa(1024).set(-1, new Uint8Array([...Buffer.alloc(200), ...randomBytes(128)])),
      'keySize',
    ],
    ['no modulus', rsa(2048).set(-1, new Uint8Array(300)), 'keySize'],
    ['4097 bits', rsa(4097), 'keySize'],
    ['RS1', rsa(2048, -65_535), 'algorithm'],
    ['RS512', rsa(2048, -259), 'algorithm'],
    ['PS256', rsa(2048, -37), 'algorithm'],
    ['EdDSA over Ed448', edwards(7), 'algorithm'],
    ['ES256 over P-384', elliptic('P-384', -7, 2), 'algorithm'],
    ['ES256K', elliptic('secp256k1', -47, 8), 'algorithm'],
    ['a post-quantum algorithm', edwards(6).set(1, 7).set(3, -48), 'algorithm'],
    ['ES256 in a key of RSA', rsa(2048, -7), 'algorithm'],
    ['RS256 in a key of an elliptic curve', elliptic('P-256', -257, 1), 'algorithm'],
  ])('is refused with a key of %s', async (_name, key, refusal) => {
    expect(await verify(attestation({ key }))).toEqual({ refused: refusal });
  });

  it.each<[string, Made, string]>([
    ['with an attestation that is not known', { fmt: 'home-made' }, 'attestation'],
    ['with a SafetyNet attestation', { fmt: 'android-safetynet' }, 'attestation'],
    ['with a compound attestation', { fmt: 'compound' }, 'attestation'],
    ['with a statement where none belongs', { statement: new Map([['alg', -7]]) }, 'verification'],
    [
      'whose self attestation is not signed',
      { fmt: 'packed', statement: new Map([['alg', -7]]) },
      'verification',
    ],
    ['for another RP ID', { rpId: 'evil.example' }, 'verification'],
    ['from another origin', { clientData: { origin: 'https://evil.example' } }, 'verification'],
    ['for another challenge', { clientData: { challenge: 'AAAA' } }, 'verification'],
    ['that is an assertion', { clientData: { type: 'webauthn.get' } }, 'verification'],
    ['from an embedded page', { clientData: { crossOrigin: true } }, 'embedded'],
    ['from a page within another one', { clientData: { topOrigin: ORIGIN } }, 'embedded'],
    ['without a present user', { flags: 4 }, 'verification'],
    ['without user verification', { flags: 1 }, 'verification'],
    ['that is backed up without being eligible', { flags: PRESENT_AND_VERIFIED | 16 }, 'verification'],
    ['whose id is longer than the data', { idLength: 60_000 }, 'verification'],
  ])('is refused: one %s', async (_name, made, refusal) => {
    expect(await verify(attestation(made))).toEqual({ refused: refusal });
  });

  it('is refused if the id beside it is not the one in it', async () => {
    expect(await verify({ ...attestation(), id: writeBase64Url(randomBytes(32)) })).toEqual({
      refused: 'credentialId',
    });
  });

  it.each<[string, object]>([
    ['nothing', { id: null, clientDataJSON: null, attestationObject: null }],
    ['an object of more than 16 kB', { attestationObject: 'A'.repeat(16_388) }],
    ['long client data', { clientDataJSON: 'A'.repeat(4100) }],
    ['an id of more than 1023 bytes', { id: writeBase64Url(Buffer.alloc(1024)) }],
    ['client data that is no JSON', { clientDataJSON: 'AAAA' }],
  ])('is refused before it is parsed, if it has %s', async (_name, sent) => {
    expect(await verify({ ...attestation(), ...sent })).toEqual({ refused: 'malformed' });
  });

  it.each<[string, Buffer]>([
    ['lists in lists, 12,000 deep', Buffer.alloc(12_000, 0x81)],
    ['a list of four thousand million items', Buffer.from([0x9a, 0xff, 0xff, 0xff, 0xff])],
    ['a text of four thousand million bytes', Buffer.from([0x7a, 0xff, 0xff, 0xff, 0xff])],
    ['a number', Buffer.from([0x01])],
    ['nothing but a key', Buffer.from('a163666d74646e6f6e65', 'hex')],
  ])('is refused, and at once, if its CBOR is %s', async (_name, bytes) => {
    const before = performance.now();
    expect(await verify({ ...attestation(), attestationObject: writeBase64Url(bytes) })).toMatchObject({
      refused: expect.stringMatching(/^(attestation|verification)$/) as string,
    });
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
