import { createHash, sign } from 'node:crypto';
import { Duration } from '../../../src/core/duration.js';
import { type KeyServer, newKey, startKeyServer } from '../../support/key-server.js';
import { type KeyEnvironment, openKeyEnvironment } from './key-environment.js';

let environment: KeyEnvironment;

/** What is to be signed of a token that names this RSA key. */
async function signingInputFor(kid: unknown): Promise<string> {
  return (await environment.tokenOf(newKey('RS256'), { kid })).split('.').slice(0, 2).join('.');
}

/** RFC 8017 §9.2 for SHA-256, as long as a key of 2048 bits. */
function paddedDigest(text: string): Buffer {
  const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const digest = Buffer.concat([prefix, createHash('sha256').update(text).digest()]);
  const padding = Buffer.alloc(256 - digest.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), digest]);
}
beforeEach(async () => {
  environment = await openKeyEnvironment();
});
afterEach(() => environment.server.close());

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
    environment.server.publish(others[what] ?? {}, good.jwk);
    expect(await environment.saidOf(await environment.tokenOf(good))).toBe('accepted');
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
    const token = await environment.tokenOf(good);
    environment.server.answer((_request, response) => void response.end(JSON.stringify(bad[what])));
    expect(await environment.saidOf(token)).toBe('SERVICE_UNAVAILABLE');
    // What was known before stays known.
    environment.verifier = environment.newVerifier();
    environment.server.publish(good.jwk);
    expect(await environment.saidOf(token)).toBe('accepted');
    environment.server.answer((_request, response) => void response.end(JSON.stringify(bad[what])));
    environment.clock.advance(Duration.minutes(5));
    expect(await environment.saidOf(token)).toBe('accepted');
  });

  it('is refused when it is no JSON, no success, or elsewhere', async () => {
    const token = await environment.tokenOf(good);
    const elsewhere = await startKeyServer();
    elsewhere.publish(good.jwk);
    const answers: Parameters<KeyServer['answer']>[0][] = [
      (_request, response) => void response.end('<html>'),
      (_request, response) => void response.writeHead(404).end(JSON.stringify({ keys: [good.jwk] })),
      (_request, response) => void response.writeHead(302, { location: elsewhere.issuer }).end(),
    ];
    for (const answer of answers) {
      environment.server.answer(answer);
      environment.verifier = environment.newVerifier();
      expect(await environment.saidOf(token)).toBe('SERVICE_UNAVAILABLE');
    }
    expect(elsewhere.visits()).toBe(0);
    await elsewhere.close();
  });

  it('CK-6: lets no RSA key below 2048 bits verify anything', async () => {
    const weak = newKey('RS256', 1024);
    environment.server.publish(good.jwk, weak.jwk);
    const input = await signingInputFor(weak.kid);
    const signature = sign('sha256', Buffer.from(input), weak.privateKey).toString('base64url');
    expect(await environment.saidOf(`${input}.${signature}`)).toBe('TOKEN_INVALID');
    expect(await environment.saidOf(await environment.tokenOf(good))).toBe('accepted');
  });

  it('CK-6: lets no RSA key with an exponent of 1 verify what anybody can forge', async () => {
    const { kid, jwk } = newKey('RS256');
    const weak = { ...jwk, kid, e: 'AQ' };
    environment.server.publish(good.jwk, weak);
    const input = await signingInputFor(weak.kid);
    // The padded digest itself: raised to the power of 1, it stays what it is.
    expect(await environment.saidOf(`${input}.${paddedDigest(input).toString('base64url')}`)).toBe(
      'TOKEN_INVALID',
    );
    expect(await environment.saidOf(await environment.tokenOf(good))).toBe('accepted');
  });

  it.each([3, 257, 65_535, 65_538])('CK-6: leaves out an RSA key with the exponent %i', async (exponent) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(exponent);
    environment.server.publish({ ...newKey('RS256').jwk, e: bytes.toString('base64url') });
    expect(await environment.saidOf(await environment.tokenOf(good))).toBe('SERVICE_UNAVAILABLE');
  });

  it('tells the operator why it cannot be had, and a client that it cannot', async () => {
    environment.server.publish(good.privateJwk);
    const refusal = await environment.verifier
      .verify(await environment.tokenOf(good))
      .catch((error) => error);
    expect(refusal).toMatchObject({ status: 503, extensions: { code: 'SERVICE_UNAVAILABLE', status: 503 } });
    expect(String(refusal.cause)).toContain('must be secret');
    expect(JSON.stringify(refusal)).not.toContain(String(good.privateJwk['d']));
  });
});
