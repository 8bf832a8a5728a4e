import { readFile } from 'node:fs/promises';
import { codeBlocks } from '../../support/examples.js';
import { claimsOf, headerOf, type Json } from '../../support/forgery.js';
import { registerPerson } from '../../support/people.js';
import { type ProxiedService, startProxiedService } from '../../support/proxied-service.js';
import { START_LIMIT } from '../../support/service.js';

const PAGE = 'docs/other-verifiers.md';
const ISSUER = 'https://auth.example.com';

let proxied: ProxiedService;
let page: string;
let header: Json;
let claims: Json;
beforeAll(async () => {
  proxied = await startProxiedService();
  page = await readFile(new URL(`../../../${PAGE}`, import.meta.url), 'utf8');
  const { tokens } = await registerPerson(proxied.service.client);
  header = headerOf(tokens.accessToken);
  claims = claimsOf(tokens.accessToken);
}, START_LIMIT);
afterAll(() => proxied.close());

const get = async (path: string) => {
  const response = await fetch(`${proxied.issuer}${path}`);
  return { status: response.status, headers: response.headers, json: (await response.json()) as Json };
};

describe('the settings in docs/other-verifiers.md', () => {
  it('name addresses that the service serves, as its issuer and audience say', async () => {
    const paths = new Set(
      [...page.matchAll(/https:\/\/auth\.example\.com([\w./-]*)/g)].map(([, path]) => path),
    );
    expect([...paths].sort()).toEqual(['', '/.well-known/jwks.json']);
    const keys = await get('/.well-known/jwks.json');
    expect(keys).toMatchObject({ status: 200, json: { keys: [{ alg: 'ES256', kid: header['kid'] }] } });
    // As Hasura reads how long it may keep the keys.
    expect(keys.headers.get('cache-control')).toContain('max-age=300');
    expect(claims).toMatchObject({ iss: proxied.issuer, aud: proxied.issuer });
  });

  it('name the type, the algorithm and the client of a token', () => {
    expect(header).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(claims['client_id']).toBe('latchkey');
    expect(claims).not.toHaveProperty('scope');
    for (const setting of [
      'ValidTypes = ["at+jwt"]',
      'token.Header["typ"] != "at+jwt"',
      '.clientId("latchkey")',
    ])
      expect(page).toContain(setting);
  });

  it('let Hasura find the user in a claim that each token has', async () => {
    const [settings = ''] = await codeBlocks(PAGE, '## Hasura', 'json');
    const { jwk_url, issuer, audience, claims_map } = JSON.parse(settings);
    expect({ jwk_url, issuer, audience }).toEqual({
      jwk_url: `${ISSUER}/.well-known/jwks.json`,
      issuer: ISSUER,
      audience: ISSUER,
    });
    const { path } = claims_map['x-hasura-user-id'];
    expect(claims).toHaveProperty(path.replace('$.', ''));
    // The client chooses among these, whatever its token says.
    expect(claims_map['x-hasura-allowed-roles']).toEqual(['user']);
  });

  it('let PostgREST find the role, and ASP.NET Core user and role', async () => {
    const [postgrest = ''] = await codeBlocks(PAGE, '## PostgREST', 'ini');
    const role = /jwt-role-claim-key = "\.(\w+)"/.exec(postgrest)?.[1] ?? '';
    const [csharp = ''] = await codeBlocks(PAGE, '## ASP.NET Core', 'csharp');
    const named = [...csharp.matchAll(/ClaimType = "(\w+)"/g)].map(([, name]) => name);
    expect([role, ...named]).toEqual(['role', 'sub', 'role']);
    for (const claim of ['role', 'sub']) expect(claims).toHaveProperty(claim);
  });

  it('let ASP.NET Core and go-oidc find the keys by the issuer', async () => {
    const { json } = await get('/.well-known/openid-configuration');
    expect(json).toMatchObject({
      issuer: proxied.issuer,
      jwks_uri: `${proxied.issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
    });
  });
});
