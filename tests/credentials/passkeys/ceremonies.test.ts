import { randomBytes } from 'node:crypto';
import { asUserId } from '../../../src/core/ids.js';
import { writeBase64Url } from '../../../src/credentials/passkeys/base64url.js';
import { type AssertionExpectation, Ceremonies } from '../../../src/credentials/passkeys/ceremonies.js';
import type { PasskeyAssertion, StoredPasskey } from '../../../src/credentials/passkeys/ceremony.js';
import { assertionOptions, registrationOptions } from '../../../src/credentials/passkeys/ceremony-options.js';
import { Authenticator, type Deviation, FLAG, tampered } from '../../support/authenticator.js';

const OWNER = asUserId('11111111-1111-4111-8111-111111111111');
const ANOTHER = asUserId('22222222-2222-4222-8222-222222222222');
const RELYING_PARTY = { id: 'example.org', name: 'Example', origins: ['https://app.example.org'] };
const [ORIGIN = ''] = RELYING_PARTY.origins;
const ceremonies = new Ceremonies(RELYING_PARTY);
const nonce = () => writeBase64Url(randomBytes(32));

/** A registered passkey, as the service stores it. */
async function registered(authenticator: Authenticator): Promise<StoredPasskey> {
  const challenge = nonce();
  const handle = new Uint8Array(randomBytes(64));
  const user = { handle, username: 'ada', displayName: 'Ada' };
  const attestation = authenticator.register(ORIGIN, registrationOptions(RELYING_PARTY, challenge, user, []));
  const { verified } = await ceremonies.verifyAttestation(attestation, {
    challenge: challenge,
    userVerification: 'required',
  });
  if (verified === undefined) throw new Error('The registration was refused');
  return { ...verified, id: 'one', userId: OWNER, handle, signCount: BigInt(verified.signCount) };
}

interface Case {
  readonly deviation?: Deviation;
  readonly sent?: (assertion: PasskeyAssertion) => object;
  readonly stored?: (passkey: StoredPasskey) => Partial<StoredPasskey>;
  readonly expected?: Partial<AssertionExpectation<StoredPasskey>>;
}

/** Signs in with a passkey that was just made, without a username unless the case names the owner. */
async function used(authenticator: Authenticator, { deviation, sent, stored, expected }: Case) {
  const passkey = await registered(authenticator);
  const challenge = nonce();
  const options = assertionOptions(RELYING_PARTY, challenge, 'preferred', []);
  const assertion = authenticator.assert(ORIGIN, options, deviation);
  return ceremonies.verifyAssertion({ ...assertion, ...sent?.(assertion) } as PasskeyAssertion, {
    challenge: challenge,
    userVerification: 'required',
    owner: null,
    find: async (id) =>
      Buffer.compare(id, passkey.credentialId) === 0 ? { ...passkey, ...stored?.(passkey) } : null,
    ...expected,
  });
}

describe('an assertion', () => {
  it.each<[string, Case, object]>([
    ['without a username', {}, { userVerified: true, counterRegressed: false, backedUp: true }],
    ['of a named user', { expected: { owner: OWNER } }, { userVerified: true }],
    [
      'of a named user whose browser sends no handle',
      { expected: { owner: OWNER }, sent: () => ({ userHandle: null }) },
      { userVerified: true },
    ],
    [
      'without user verification where it is only preferred',
      {
        deviation: { flags: (flags) => flags & ~FLAG.userVerified },
        expected: { owner: OWNER, userVerification: 'preferred' },
      },
      { userVerified: false },
    ],
    [
      'of a synchronised passkey whose counter went back',
      { deviation: { signCount: 5 }, stored: () => ({ signCount: 99n }) },
      { counterRegressed: true },
    ],
    [
      'of a passkey that is no longer backed up',
      { deviation: { flags: (flags) => flags & ~FLAG.backedUp } },
      { backedUp: false },
    ],
  ])('is accepted %s', async (_name, how, verified) => {
    expect(await used(new Authenticator(), how)).toMatchObject({ verified });
  });

  it.each<[string, Case, string]>([
    ['of another user than the named one', { expected: { owner: ANOTHER } }, 'otherOwner'],
    ['that names no user, without a username', { sent: () => ({ userHandle: null }) }, 'userHandle'],
    ['with the handle of another user', { sent: () => ({ userHandle: 'b3RoZXI' }) }, 'userHandle'],
    [
      'with the handle of another user, of a named user',
      { sent: () => ({ userHandle: 'b3RoZXI' }), expected: { owner: OWNER } },
      'userHandle',
    ],
    ['of another challenge', { expected: { challenge: nonce() } }, 'verification'],
    ['of another ceremony', { deviation: { clientData: { type: 'webauthn.create' } } }, 'verification'],
    ['of another origin', { deviation: { clientData: { origin: 'https://evil.example' } } }, 'verification'],
    [
      'of an origin that begins like ours',
      { deviation: { clientData: { origin: 'https://app.example.org.evil' } } },
      'verification',
    ],
    [
      'of our origin without encryption',
      { deviation: { clientData: { origin: 'http://app.example.org' } } },
      'verification',
    ],
    [
      'of our origin at another port',
      { deviation: { clientData: { origin: 'https://app.example.org:8443' } } },
      'verification',
    ],
    ['of another RP ID', { deviation: { rpId: 'evil.example' } }, 'verification'],
    ['with an unknown credential id', { sent: () => ({ id: 'AAAA' }) }, 'unknownCredential'],
    ['without a present user', { deviation: { flags: (f) => f & ~FLAG.userPresent } }, 'verification'],
    [
      'without user verification where it is required',
      { deviation: { flags: (f) => f & ~FLAG.userVerified } },
      'verification',
    ],
    [
      'of a passkey that became eligible for a backup',
      { stored: () => ({ backupEligible: false }) },
      'backupEligibility',
    ],
    [
      'of a passkey that stopped to be eligible for a backup',
      { deviation: { flags: (f) => f & ~(FLAG.backupEligible | FLAG.backedUp) } },
      'backupEligibility',
    ],
    [
      'that is backed up without being eligible',
      { deviation: { flags: (f) => f & ~FLAG.backupEligible }, stored: () => ({ backupEligible: false }) },
      'verification',
    ],
    [
      'with a tampered signature',
      { sent: ({ signature }) => ({ signature: tampered(signature, 20) }) },
      'verification',
    ],
    [
      'with tampered data',
      { sent: ({ authenticatorData }) => ({ authenticatorData: tampered(authenticatorData, 36) }) },
      'verification',
    ],
    ['of an embedded page', { deviation: { clientData: { crossOrigin: true } } }, 'embedded'],
    [
      'of an embedded page that lies about it',
      { deviation: { clientData: { crossOrigin: 'yes' } } },
      'embedded',
    ],
    [
      'of a page within another one',
      { deviation: { clientData: { topOrigin: 'https://app.example.org' } } },
      'embedded',
    ],
  ])('is refused: one %s', async (_name, how, refusal) => {
    expect(await used(new Authenticator(), how)).toEqual({ refused: refusal });
  });

  it('is refused if the counter of a passkey on one device went back, and names that passkey', async () => {
    for (const signCount of [1, 98, 99]) {
      const back = { deviation: { signCount }, stored: () => ({ signCount: 99n }) };
      expect(await used(new Authenticator({ synchronised: false }), back)).toMatchObject({
        refused: 'counter',
        passkey: { userId: OWNER },
      });
    }
    const on = { deviation: { signCount: 100 }, stored: () => ({ signCount: 99n }) };
    expect(await used(new Authenticator({ synchronised: false }), on)).toMatchObject({
      verified: { signCount: 100 },
    });
  });

  it.each<[string, object]>([
    ['nothing', { id: null, clientDataJSON: null, authenticatorData: null, signature: null }],
    ['numbers', { id: 1 }],
    ['objects', { id: {}, clientDataJSON: [], authenticatorData: {}, signature: {} }],
    ['texts of one character', { id: 'a', clientDataJSON: 'a', authenticatorData: 'a', signature: 'a' }],
    ['an id of 16 kB', { id: 'A'.repeat(16_384) }],
    ['a NUL', { id: '\u0000' }],
    ['fullwidth letters', { id: 'ＡＡＡＡ' }],
    ['a lone surrogate', { id: '\ud800AAA' }],
    ['padding', { id: 'AAA=' }],
    ['base64 that is not for URLs', { signature: '+/+/' }],
    ['bits after the end', { userHandle: 'AB' }],
    ['client data that is no JSON', { clientDataJSON: 'AAAA' }],
    ['client data that is null', { clientDataJSON: writeBase64Url(Buffer.from('null')) }],
    ['a long signature', { signature: 'A'.repeat(4100) }],
    ['long authenticator data', { authenticatorData: 'A'.repeat(4100) }],
  ])('is refused before anything is looked up, if it has %s', async (_name, sent) => {
    const find = () => Promise.reject(new Error('It was looked up'));
    expect(await used(new Authenticator(), { sent: () => sent, expected: { find } })).toEqual({
      refused: 'malformed',
    });
  });

  it.each<[string, object]>([
    ['no authenticator data', { authenticatorData: 'AAAA' }],
    ['a signature that is no ASN.1', { signature: 'AAAA' }],
    [
      'client data with a prototype',
      { clientDataJSON: writeBase64Url(Buffer.from('{"__proto__":{"type":"webauthn.get"}}')) },
    ],
  ])('is refused without an error, if it has %s', async (_name, sent) => {
    expect(await used(new Authenticator(), { sent: () => sent })).toEqual({ refused: 'verification' });
  });

  it('fails, and is not refused, if the passkey cannot be read', async () => {
    const find = () => Promise.reject(new Error('The database is away'));
    await expect(used(new Authenticator(), { expected: { find } })).rejects.toThrow('The database is away');
  });

  it.each(['ES256', 'RS256', 'EdDSA'] as const)('is accepted with a key of %s', async (algorithm) => {
    const authenticator = new Authenticator({ algorithms: [algorithm] });
    expect(await used(authenticator, {})).toMatchObject({ verified: { userVerified: true } });
  });
});
