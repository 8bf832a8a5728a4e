import { inspect } from 'node:util';
import type { JSONWebKeySet } from 'jose';
import { createTokenVerifier, TokenError, type TokenVerifier } from '../../../src/packages/verifier/index.js';
import {
  expiredTokens,
  FORGERIES,
  FORGERIES_TO_OUR_VERIFIER,
  goodTokens,
} from '../../support/forged-tokens.js';
import { Forger } from '../../support/forger.js';
import { claimsOf, openRefreshKey, openSigningKey, without } from '../../support/forgery.js';
import { type Honeypot, openHoneypot } from '../../support/honeypot.js';
import { type Person, registerPerson } from '../../support/people.js';
import { PUBLIC_URL, START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
let verifier: TokenVerifier;
let person: Person;
let honeypot: Honeypot;
let forger: Forger;
let jwksUrl: string;

beforeAll(async () => {
  service = await startService();
  honeypot = await openHoneypot();
  person = await registerPerson(service.client);
  jwksUrl = `${service.url}/.well-known/jwks.json`;
  const now = () => service.clock.now();
  verifier = createTokenVerifier({ issuer: PUBLIC_URL, jwksUrl, allowHttp: true, now });
  const own = await openSigningKey(service.database, service.authSecret);
  const refreshKey = await openRefreshKey(service.database, service.authSecret);
  const { accessToken, refreshToken } = person.tokens;
  const { keys } = (await (await fetch(jwksUrl)).json()) as JSONWebKeySet;
  const [published = {}] = keys;
  forger = new Forger({ own, refreshKey, published, accessToken, refreshToken, honeypot: honeypot.url, now });
}, START_LIMIT);

afterAll(async () => {
  await honeypot.close();
  await service.stop();
});

/** What the verifier says of each token: that it is good, or the code that it refuses it with. */
async function saidOf(tokens: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const entries = Object.entries(tokens).map(async ([name, token]) => {
    const said = await verifier.verify(token).then(
      () => 'accepted',
      (error: unknown) => (error instanceof TokenError ? error.code : `threw ${error}`),
    );
    return [name, said] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const allOf = (tokens: object, said: string) =>
  Object.fromEntries(Object.keys(tokens).map((name) => [name, said]));

describe('a token that the service issued', () => {
  it('is good to the verifier, and so is one that differs in nothing that counts', async () => {
    const tokens = goodTokens(forger);
    expect(await saidOf(tokens)).toEqual(allOf(tokens, 'accepted'));
  });

  it('is read to the last claim, and to no claim beside them', async () => {
    // `gen` is for the service alone.
    const { auth_time: authTime, ...said } = without(claimsOf(person.tokens.accessToken), 'gen');
    const claims = { ...said, authTime };
    expect(await verifier.verify(person.tokens.accessToken)).toEqual(claims);
    expect(await verifier.verify(forger.withClaims({ nickname: 'ada' }))).toEqual(claims);
  });

  it('JWT-2: says so when its time is over', async () => {
    const tokens = expiredTokens(forger);
    expect(await saidOf(tokens)).toEqual(allOf(tokens, 'TOKEN_EXPIRED'));
  });

  it('is for the audience that it names', async () => {
    const elsewhere = createTokenVerifier({
      issuer: PUBLIC_URL,
      audience: 'https://orders.example.com',
      jwksUrl,
      allowHttp: true,
      now: () => service.clock.now(),
    });
    await expect(elsewhere.verify(person.tokens.accessToken)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    const forOrders = forger.withClaims({ aud: 'https://orders.example.com' });
    expect((await elsewhere.verify(forOrders)).aud).toBe('https://orders.example.com');
    expect(await saidOf({ forOrders })).toEqual({ forOrders: 'TOKEN_INVALID' });
  });

  it.each(['MODERATOR', 'ROOT', 'admin'])(
    'is good though its role %s is one that only a later service gives, and opens nothing',
    async (role) => {
      const caller = await verifier.identify(`Bearer ${forger.withClaims({ role })}`);
      expect(caller.claims?.role).toBe(role);
      expect(() => caller.requireRole('ADMIN')).toThrow(
        expect.objectContaining({ code: 'FORBIDDEN', status: 403 }),
      );
      expect(caller.requireRole(role).sub).toBe(person.tokens.user.id);
    },
  );

  it('is refused where what it says of the user is no text', async () => {
    const tokens = Object.fromEntries(
      ['email', 'username', 'language'].map((name) => [name, forger.withClaims({ [name]: [person.email] })]),
    );
    expect(await saidOf(tokens)).toEqual(allOf(tokens, 'TOKEN_INVALID'));
  });
});

describe('a forged token (JWT-1, JWT-2, JWT-3)', () => {
  it.each(Object.entries(FORGERIES_TO_OUR_VERIFIER))(
    'is refused by the verifier as by the service: %s',
    async (_attempt, forgeAll) => {
      const tokens = await forgeAll(forger);
      expect(await saidOf(tokens)).toEqual(allOf(tokens, 'TOKEN_INVALID'));
      expect(honeypot.visits()).toBe(0);
    },
  );

  it('is refused where a program hands over something else than a text', async () => {
    for (const token of [undefined, null, 7, {}, [], Buffer.from('x')])
      await expect(verifier.verify(token as never)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('is refused in a spelling that no header can carry, but a queue or a file can', async () => {
    const { accessToken } = person.tokens;
    const [header, payload, signature = ''] = accessToken.split('.');
    const tokens = {
      'a line end behind it': `${accessToken}\n`,
      'a line end before it': `\n${accessToken}`,
      folded: [header, payload, `${signature.slice(0, 9)}\r\n${signature.slice(9)}`].join('.'),
      'a byte order mark in it': forger.signed(forger.header, `\ufeff${JSON.stringify(forger.claims)}`),
    };
    expect(await saidOf(tokens)).toEqual(allOf(tokens, 'TOKEN_INVALID'));
  });

  it('JWT-7: made the verifier ask for keys once more at the most, whatever its `kid`', () => {
    const asked = service.log.lines.filter(({ details }) => JSON.stringify(details).includes('jwks.json'));
    // The test itself has asked once, the verifiers above once each.
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('ER-1, JWT-11: is repeated by no part of the refusal, which does not tell what was wrong', async () => {
    const tokens = { ...(await FORGERIES['JWT-2: claims that are not those of this service']?.(forger)) };
    const shown = new Set<string>();
    for (const token of Object.values(tokens)) {
      const refusal: unknown = await verifier.verify(token).catch((error) => error);
      const text = inspect(refusal, { depth: 9, showHidden: true });
      for (const part of token.split('.')) expect(text).not.toContain(part);
      shown.add(`${refusal} ${JSON.stringify(refusal)}`);
    }
    expect(shown.size).toBe(1);
    expect([...shown].join()).toContain('Invalid token');
  });
});
