import { createPrivateKey } from 'node:crypto';
import { accessKeys, openAccessKey } from '../../../src/sessions/signing-keys/access-key.js';

/** The key of RFC 7515 A.3, and its thumbprint as the first version of the service wrote it to the database. */
const EXISTING = {
  kid: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
  secret: createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
    },
  }).export({ type: 'pkcs8', format: 'der' }),
};

describe('the name of a signing key', () => {
  it('is none that a command line takes for an option', async () => {
    const { generate } = accessKeys('ES256');
    const keys = await Promise.all(Array.from({ length: 1000 }, () => generate()));
    expect(keys.filter(({ kid }) => kid.startsWith('-'))).toEqual([]);
  });

  it('opens a key that an earlier version stored, and no other name does', async () => {
    const { kid, secret } = EXISTING;
    await expect(openAccessKey({ kid, algorithm: 'ES256' }, secret)).resolves.toMatchObject({
      algorithm: 'ES256',
    });
    const moved = openAccessKey({ kid: `${kid.slice(0, -1)}Q`, algorithm: 'ES256' }, secret);
    await expect(moved).rejects.toThrow('does not fit its key');
  });
});
