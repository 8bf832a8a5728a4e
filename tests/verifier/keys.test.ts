import { sign } from 'node:crypto';
import { Duration } from '../../src/core/duration.js';
import { createTokenVerifier, type TokenVerifier } from '../../src/verifier/index.js';
import { MovableClock } from '../support/edges.js';
import {
  type KeyServer,
  newKey,
  signAccessToken,
  startKeyServer,
  type TestKey,
} from '../support/key-server.js';
import { atOnce } from '../support/people.js';

let server: KeyServer;
let clock: MovableClock;
let verifier: TokenVerifier;

beforeEach(async () => {
  server = await startKeyServer();
  clock = new MovableClock();
  verifier = newVerifier();
});
afterEach(() => server.close());

const newVerifier = () => createTokenVerifier({ issuer: server.issuer, now: () => clock.now() });

const tokenOf = (key: TestKey, header: object = {}) =>
  signAccessToken(key, { issuer: server.issuer, now: clock.now(), header });

async function saidOf(token: string): Promise<string> {
  return verifier.verify(token).then(
    () => 'accepted',
    (error) => error.code ?? `threw ${error}`,
  );
}

const goAway = () => server.answer((_request, response) => void response.destroy());

describe('the keys of a verifier', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)('may be for %s', async (algorithm) => {
    const key = newKey(algorithm);
    server.publish(newKey().jwk, key.jwk);
    expect(await saidOf(await tokenOf(key))).toBe('accepted');
  });

  it('are fetched when the first token comes, once for all that come with it', async () => {
    const key = newKey();
    server.publish(key.jwk);
    expect(server.visits()).toBe(0);
    const token = await tokenOf(key);
    const said = await atOnce(16, () => saidOf(token));
    expect(new Set(said.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)))).toEqual(
      new Set(['accepted']),
    );
    expect(server.visits()).toBe(1);
  });

  it('JWT-7: are fetched again for a key that is not among them, and not again for ten seconds', async () => {
    const [known, next] = [newKey(), newKey()];
    server.publish(known.jwk);
    expect(await saidOf(await tokenOf(known))).toBe('accepted');
    clock.advance(Duration.seconds(10));
    server.publish(known.jwk, next.jwk);
    expect(await saidOf(await tokenOf(next))).toBe('accepted');
    expect(server.visits()).toBe(2);
    const unknown = await Promise.all(Array.from({ length: 16 }, () => tokenOf(newKey())));
    for (const token of unknown) expect(await saidOf(token)).toBe('TOKEN_INVALID');
    expect(server.visits()).toBe(2);
    clock.advance(Duration.seconds(10));
    await atOnce(16, (index) => saidOf(unknown[index] ?? ''));
    expect(server.visits()).toBe(3);
  });

  it('are fetched anew after five minutes: one that was withdrawn is good no longer', async () => {
    const [old, next] = [newKey(), newKey()];
    server.publish(old.jwk);
    expect(await saidOf(await tokenOf(old))).toBe('accepted');
    server.publish(next.jwk);
    clock.advance(Duration.seconds(299));
    expect(await saidOf(await tokenOf(old))).toBe('accepted');
    clock.advance(Duration.seconds(1));
    expect(await saidOf(await tokenOf(old))).toBe('TOKEN_INVALID');
    expect(await saidOf(await tokenOf(next))).toBe('accepted');
  });

  it('stay good for an hour while the service is away, and nobody waits for it', async () => {
    const known = newKey();
    server.publish(known.jwk);
    expect(await saidOf(await tokenOf(known))).toBe('accepted');
    goAway();
    clock.advance(Duration.minutes(5));
    expect(await saidOf(await tokenOf(known))).toBe('accepted');
    // From now on it does not even answer: whoever waited for it would wait for five seconds.
    server.answer(() => undefined);
    clock.advance(Duration.minutes(54));
    const begun = performance.now();
    expect(await saidOf(await tokenOf(known))).toBe('accepted');
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  it('are forgotten after that hour, and known again when the service is back', async () => {
    const key = newKey();
    server.publish(key.jwk);
    expect(await saidOf(await tokenOf(key))).toBe('accepted');
    goAway();
    clock.advance(Duration.minutes(60));
    expect(await saidOf(await tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    server.publish(key.jwk);
    clock.advance(Duration.seconds(9));
    expect(await saidOf(await tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    clock.advance(Duration.seconds(1));
    expect(await saidOf(await tokenOf(key))).toBe('accepted');
    expect(server.visits()).toBe(3);
  });

  it('make no good token bad while a new key cannot be fetched', async () => {
    const [known, next] = [newKey(), newKey()];
    server.publish(known.jwk);
    await saidOf(await tokenOf(known));
    goAway();
    clock.advance(Duration.seconds(10));
    expect(await saidOf(await tokenOf(next))).toBe('SERVICE_UNAVAILABLE');
    expect(await saidOf(await tokenOf(known))).toBe('accepted');
  });

  it('are fetched when the clock was set back', async () => {
    const [old, next] = [newKey(), newKey()];
    server.publish(old.jwk);
    await saidOf(await tokenOf(old));
    server.publish(next.jwk);
    clock.advance(Duration.seconds(-3600));
    expect(await saidOf(await tokenOf(next))).toBe('accepted');
  });

  it('name the algorithm, and not the token', async () => {
    const key = newKey('RS256');
    server.publish(key.jwk);
    expect(await saidOf(await tokenOf(key, { alg: 'RS512' }))).toBe('TOKEN_INVALID');
    expect(await saidOf(await tokenOf(key, { alg: 'PS256' }))).toBe('TOKEN_INVALID');
    expect(await saidOf(await tokenOf(key))).toBe('accepted');
  });
});

describe('a key set', () => {
  const good = newKey();
  const stranger = newKey();
  const others: Readonly<Record<string, object>> = {
    'a key of a type nobody knows': { kty: 'XYZ', kid: 'x', alg: 'XY1' },
    'a key for encryption': { ...newKey().jwk, use: 'enc' },
    'a key without a name': { ...newKey().jwk, kid: undefined },
    'a key that names no algorithm': { ...newKey().jwk, alg: undefined },
    'a key of another curve than its algorithm': { ...newKey().jwk, crv: 'P-384' },
    'a key of another type than its algorithm': { ...newKey('EdDSA').jwk, alg: 'ES256' },
    'a key for an algorithm that we do not take': { ...newKey().jwk, alg: 'ES512' },
    'a public key for an HMAC': { ...newKey().jwk, alg: 'HS256' },
    'no object': null as unknown as object,
  };

  it.each(Object.keys(others))('is good though it holds %s, which verifies nothing', async (what) => {
    server.publish(others[what] ?? {}, good.jwk);
    expect(await saidOf(await tokenOf(good))).toBe('accepted');
  });

  const bad: Readonly<Record<string, object>> = {
    'the private half of a key': { keys: [good.jwk, stranger.privateJwk] },
    'the private half of an RSA key': { keys: [good.jwk, newKey('RS256').privateJwk] },
    'a symmetric key': { keys: [good.jwk, { kty: 'oct', kid: 'x', alg: 'HS256', k: 'AAAA' }] },
    'a symmetric key without its secret': { keys: [good.jwk, { kty: 'oct', kid: 'x' }] },
    'two keys of one name': { keys: [good.jwk, { ...stranger.jwk, kid: good.kid }] },
    'a point that is on no curve': { keys: [{ ...good.jwk, x: good.jwk['y'] }] },
    'no keys': { keys: [] },
    'no list': { keys: good.jwk },
    nothing: {},
  };

  it.each(Object.keys(bad))('is refused whole when it holds %s', async (what) => {
    const token = await tokenOf(good);
    server.answer((_request, response) => void response.end(JSON.stringify(bad[what])));
    expect(await saidOf(token)).toBe('SERVICE_UNAVAILABLE');
    // What was known before stays known.
    verifier = newVerifier();
    server.publish(good.jwk);
    expect(await saidOf(token)).toBe('accepted');
    server.answer((_request, response) => void response.end(JSON.stringify(bad[what])));
    clock.advance(Duration.minutes(5));
    expect(await saidOf(token)).toBe('accepted');
  });

  it('is refused when it is no JSON, no success, or elsewhere', async () => {
    const token = await tokenOf(good);
    const elsewhere = await startKeyServer();
    elsewhere.publish(good.jwk);
    const answers: Parameters<KeyServer['answer']>[0][] = [
      (_request, response) => void response.end('<html>'),
      (_request, response) => void response.writeHead(404).end(JSON.stringify({ keys: [good.jwk] })),
      (_request, response) => void response.writeHead(302, { location: elsewhere.issuer }).end(),
    ];
    for (const answer of answers) {
      server.answer(answer);
      verifier = newVerifier();
      expect(await saidOf(token)).toBe('SERVICE_UNAVAILABLE');
    }
    expect(elsewhere.visits()).toBe(0);
    await elsewhere.close();
  });

  it('CK-6: lets no RSA key below 2048 bits verify anything', async () => {
    const weak = newKey('RS256', 1024);
    server.publish(weak.jwk);
    const input = (await tokenOf(newKey('RS256'), { kid: weak.kid })).split('.').slice(0, 2).join('.');
    const signature = sign('sha256', Buffer.from(input), weak.privateKey).toString('base64url');
    expect(await saidOf(`${input}.${signature}`)).toBe('TOKEN_INVALID');
  });

  it('tells the operator why it cannot be had, and a client that it cannot', async () => {
    server.publish(good.privateJwk);
    const refusal = await verifier.verify(await tokenOf(good)).catch((error) => error);
    expect(refusal).toMatchObject({ status: 503, extensions: { code: 'SERVICE_UNAVAILABLE', status: 503 } });
    expect(String(refusal.cause)).toContain('must be secret');
    expect(JSON.stringify(refusal)).not.toContain(String(good.privateJwk['d']));
  });
});

describe('an issuer', () => {
  const verifierOf = (issuer: string, more: object = {}) => createTokenVerifier({ issuer, ...more });

  it.each(['https://auth.example.com', 'http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:4000'])(
    'may be %s',
    (issuer) => {
      expect(() => verifierOf(issuer)).not.toThrow();
    },
  );

  it.each([
    'http://auth.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
    'ftp://localhost',
    'file:///etc/passwd',
  ])('is refused where anybody on the way could answer for it: %s', (issuer) => {
    expect(() => verifierOf(issuer)).toThrow('issuer must be an https address');
    expect(() => verifierOf('https://auth.example.com', { jwksUrl: issuer })).toThrow('jwksUrl must be');
  });

  it('may be reached without TLS where that is said to be meant', () => {
    expect(() => verifierOf('http://auth.internal', { allowHttp: true })).not.toThrow();
    expect(() => verifierOf('ftp://auth.internal', { allowHttp: true })).toThrow('https');
    expect(() => verifierOf('auth.internal', { allowHttp: true })).toThrow('not an address');
  });

  it('is written as the service writes it, with a slash at its end or without', async () => {
    const key = newKey();
    server.publish(key.jwk);
    verifier = createTokenVerifier({ issuer: `${server.issuer}/`, now: () => clock.now() });
    expect(await saidOf(await tokenOf(key))).toBe('accepted');
  });
});
