import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { claimsOf } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 120_000);
afterAll(() => service.stop());

const configuration = async () =>
  (await fetch(`${service.url}/.well-known/openid-configuration`)).json() as Promise<Record<string, unknown>>;

describe('/.well-known/openid-configuration', () => {
  it('leads a verifier from the issuer alone to the keys that its tokens are signed with', async () => {
    const { tokens } = await registerPerson(service.client);
    const { issuer, jwks_uri, id_token_signing_alg_values_supported } = await configuration();
    expect(issuer).toBe(claimsOf(tokens.accessToken)['iss']);
    // As a proxy would, the service answers under its public name.
    const keys = createRemoteJWKSet(new URL(String(jwks_uri)), {
      [customFetch]: (url, options) => fetch(url.replace(PUBLIC_URL, service.url), options as RequestInit),
    });
    const { payload } = await jwtVerify(tokens.accessToken, keys, {
      issuer: String(issuer),
      typ: 'at+jwt',
      algorithms: id_token_signing_alg_values_supported as string[],
    });
    expect(payload.sub).toBe(tokens.user.id);
  });

  it('says what is true and nothing of what there is not', async () => {
    const { tokens } = await registerPerson(service.client);
    const stated = await configuration();
    expect(stated).toEqual({
      issuer: PUBLIC_URL,
      jwks_uri: `${PUBLIC_URL}/.well-known/jwks.json`,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      claims_supported: expect.any(Array),
      acr_values_supported: ['aal1', 'aal2', 'phr'],
    });
    expect([...(stated['claims_supported'] as string[])].sort()).toEqual(
      // `gen` is for the service alone.
      Object.keys(claimsOf(tokens.accessToken))
        .filter((claim) => claim !== 'gen')
        .sort(),
    );
    expect((await fetch(`${service.url}/.well-known/oauth-authorization-server`)).status).toBe(404);
  });
});
