import { publicJwkOf, thumbprint } from '../../../src/sessions/signing-keys/public-jwk.js';
import { generatePrivateKey } from '../../../src/sessions/signing-keys/signing-algorithm.js';

describe('the name of a new signing key', () => {
  it('is none that a command line takes for an option', async () => {
    const keys = await Promise.all(Array.from({ length: 1000 }, () => generatePrivateKey('ES256')));
    const names = keys.map((key) => thumbprint(publicJwkOf(key)));
    expect(names.filter((name) => name.startsWith('-'))).toEqual([]);
  });
});
