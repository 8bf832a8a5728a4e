import { readFileSync } from 'node:fs';
import { asUserId } from '../../../src/core/ids.js';
import { Ceremonies } from '../../../src/credentials/passkeys/ceremonies.js';
import type { CeremonyRefusal, NewPasskey } from '../../../src/credentials/passkeys/ceremony.js';

/** A vector of "Test Vectors" in WebAuthn Level 3, by the name from which its random values derive. */
interface Vector {
  readonly title: string;
  readonly credentialId: string;
  readonly registration: { challenge: string; clientDataJSON: string; attestationObject: string };
  readonly authentication: {
    challenge: string;
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
  };
}

const VECTORS = JSON.parse(
  readFileSync(new URL('w3c-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];
/** The rule that refuses a vector. A vector that is not here is accepted. */
const REFUSED: Readonly<Record<string, CeremonyRefusal>> = {
  'none.ES256.crossOrigin': 'embedded',
  'none.ES256.topOrigin': 'embedded',
  'packed.ES384': 'algorithm',
  'packed.ES512': 'algorithm',
  'packed.Ed448': 'algorithm',
  'tpm.ES256': 'attestation',
  'android-key.ES256': 'attestation',
  'apple.ES256': 'attestation',
  'fido-u2f.ES256': 'attestation',
};

const OWNER = asUserId('11111111-1111-4111-8111-111111111111');
const ceremonies = new Ceremonies({
  id: 'example.org',
  name: 'Example',
  origins: ['https://example.org'],
});
const PREFERRED = { userVerification: 'preferred' } as const;
const register = ({ credentialId, registration }: Vector, how: 'required' | 'preferred' = 'preferred') =>
  ceremonies.verifyAttestation(
    { id: credentialId, ...registration },
    { challenge: registration.challenge, userVerification: how },
  );

function authenticate({ credentialId, authentication }: Vector, made: NewPasskey) {
  const stored = {
    ...made,
    id: '',
    userId: OWNER,
    handle: new Uint8Array(64),
    signCount: BigInt(made.signCount),
  };
  return ceremonies.verifyAssertion(
    { id: credentialId, ...authentication },
    { ...PREFERRED, challenge: authentication.challenge, owner: OWNER, find: async () => stored },
  );
}

describe('the vectors of WebAuthn Level 3', () => {
  const accepted = VECTORS.filter(({ title }) => !Object.hasOwn(REFUSED, title));

  it('are all here', () => {
    expect(VECTORS).toHaveLength(15);
    expect(accepted).toHaveLength(6);
  });

  it.each(accepted.map((vector) => [vector.title, vector] as const))('pass: %s', async (_title, vector) => {
    const { verified } = await register(vector);
    if (verified === undefined) throw new Error('The registration was refused');
    expect(await authenticate(vector, verified)).toMatchObject({ verified: { counterRegressed: false } });
  });

  it('are refused without user verification where it is required', async () => {
    const outcomes = await Promise.all(
      accepted.map(async (vector) => [
        vector.title,
        (await register(vector, 'required')).refused ?? 'accepted',
      ]),
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      'none.ES256': 'verification',
      'packed-self.ES256': 'accepted',
      'none.ES256.long-credential-id': 'verification',
      'packed.ES256': 'accepted',
      'packed.RS256': 'accepted',
      'packed.EdDSA': 'verification',
    });
  });

  it.each(Object.entries(REFUSED))(
    'PK-2, PK-9: are refused by a rule of the service: %s by %s',
    async (title, refusal) => {
      const vector = VECTORS.find((one) => one.title === title);
      expect(vector && (await register(vector))).toEqual({ refused: refusal });
    },
  );
});
