import { LogoutDocument, MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { forgedRefreshTokens } from '../support/forged-refresh-tokens.js';
import { claimsOf, forgeHmac, headerOf, openRefreshKey, openSigningKey } from '../support/forgery.js';
import { codesOf } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { PUBLIC_URL, startService, type TestService } from '../support/service.js';
import { Smith, type Tokens } from '../support/smith.js';
import { jwks } from './signing-keys/keys.js';

let service: TestService;
let smith: Smith;
let forged: Readonly<Record<string, Tokens>>;

beforeAll(async () => {
  service = await startService();
  const { tokens } = await registerPerson(service.client);
  const own = await openSigningKey(service.database, service.authSecret);
  const refreshKey = await openRefreshKey(service.database, service.authSecret);
  const [published = {}] = (await jwks(service)).keys;
  const now = () => service.clock.now();
  smith = new Smith({ own, refreshKey, published, ...tokens, lure: '', now });
  forged = forgedRefreshTokens(smith, service.authSecret);
});
afterAll(() => service.stop());

type Ask = (token: string) => Promise<{ readonly errors: readonly object[] }>;

/** Where a client shows a refresh token. */
const CONSUMERS: Readonly<Record<string, Ask>> = {
  refreshToken: (refreshToken) => service.client.ask(RefreshTokenDocument, { input: { refreshToken } }),
  logout: (refreshToken) => service.client.ask(LogoutDocument, { input: { refreshToken } }),
  'logout everywhere': (refreshToken) =>
    service.client.ask(LogoutDocument, { input: { refreshToken, everywhere: true } }),
  bearer: (token) => service.client.ask(MeDocument, {}, { token }),
};

describe('a refresh token', () => {
  it('JWT-8: is an HMAC under a key of its own, for an audience that nobody else has', () => {
    const { refreshToken, accessToken, refreshKey } = smith.ground;
    expect(headerOf(refreshToken)).toEqual({ alg: 'HS256', typ: 'rt+jwt', kid: refreshKey.kid });
    expect(headerOf(accessToken)['kid']).not.toBe(refreshKey.kid);
    const claims = claimsOf(refreshToken);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'gen', 'iat', 'iss', 'jti', 'sid', 'sub']);
    expect(claims).toMatchObject({ iss: PUBLIC_URL, aud: `${PUBLIC_URL}/refresh`, gen: 1 });
    expect(refreshKey.secret).toHaveLength(32);
  });

  it('is accepted when it is forged with the key itself and says the same: what is forged below differs in one thing', async () => {
    const { refreshToken, refreshKey } = smith.ground;
    const { tokens } = await registerPerson(service.client);
    const again = forgeHmac(refreshKey.secret, headerOf(refreshToken), claimsOf(tokens.refreshToken));
    expect(
      (await service.client.run(RefreshTokenDocument, { input: { refreshToken: again } })).refreshToken.user,
    ).toMatchObject({ id: tokens.user.id });
  });
});

describe('a forged refresh token', () => {
  it.each(Object.keys(CONSUMERS))('JWT-1, JWT-3: is refused by %s, whatever it tries', async (consumer) => {
    const said: Record<string, string> = {};
    for (const [attempt, tokens] of Object.entries(forged))
      await Promise.all(
        Object.entries(tokens).map(async ([name, token]) => {
          if (consumer === 'bearer' && token === smith.ground.accessToken) return;
          const answer = await CONSUMERS[consumer]?.(token);
          said[`${attempt}: ${name}`] = codesOf(answer as Parameters<typeof codesOf>[0]).join();
        }),
      );
    expect(Object.keys(said).length).toBeGreaterThan(90);
    expect(Object.entries(said).filter(([, code]) => code !== 'TOKEN_INVALID')).toEqual([]);
  });

  it('has ended nothing', async () => {
    const { refreshToken } = smith.ground;
    await service.client.run(RefreshTokenDocument, { input: { refreshToken } });
  });
});
