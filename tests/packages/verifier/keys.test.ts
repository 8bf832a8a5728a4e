import { Duration } from '../../../src/core/duration.js';
import { newKey } from '../../support/key-server.js';
import { atOnce } from '../../support/people.js';
import { type KeyEnvironment, openKeyEnvironment } from './key-environment.js';

let environment: KeyEnvironment;
beforeEach(async () => {
  environment = await openKeyEnvironment();
});
afterEach(() => environment.server.close());

const goAway = () => environment.server.answer((_request, response) => void response.destroy());

describe('the keys of a verifier', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)('may be for %s', async (algorithm) => {
    const key = newKey(algorithm);
    environment.server.publish(newKey().jwk, key.jwk);
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('accepted');
  });

  it('are fetched when the first token comes, once for all that come with it', async () => {
    const key = newKey();
    environment.server.publish(key.jwk);
    expect(environment.server.visits()).toBe(0);
    const token = await environment.tokenOf(key);
    const said = await atOnce(16, () => environment.saidOf(token));
    expect(new Set(said.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)))).toEqual(
      new Set(['accepted']),
    );
    expect(environment.server.visits()).toBe(1);
  });

  it('JWT-7: are fetched again for a key that is not among them, and not again for ten seconds', async () => {
    const [known, next] = [newKey(), newKey()];
    environment.server.publish(known.jwk);
    expect(await environment.saidOf(await environment.tokenOf(known))).toBe('accepted');
    environment.clock.advance(Duration.seconds(10));
    environment.server.publish(known.jwk, next.jwk);
    expect(await environment.saidOf(await environment.tokenOf(next))).toBe('accepted');
    expect(environment.server.visits()).toBe(2);
    const unknown = await Promise.all(Array.from({ length: 16 }, () => environment.tokenOf(newKey())));
    for (const token of unknown) expect(await environment.saidOf(token)).toBe('TOKEN_INVALID');
    expect(environment.server.visits()).toBe(2);
    environment.clock.advance(Duration.seconds(10));
    await atOnce(16, (index) => environment.saidOf(unknown[index] ?? ''));
    expect(environment.server.visits()).toBe(3);
  });

  it('are fetched anew after five minutes: one that was withdrawn is good no longer', async () => {
    const [old, next] = [newKey(), newKey()];
    environment.server.publish(old.jwk);
    expect(await environment.saidOf(await environment.tokenOf(old))).toBe('accepted');
    environment.server.publish(next.jwk);
    environment.clock.advance(Duration.seconds(299));
    expect(await environment.saidOf(await environment.tokenOf(old))).toBe('accepted');
    environment.clock.advance(Duration.seconds(1));
    expect(await environment.saidOf(await environment.tokenOf(old))).toBe('TOKEN_INVALID');
    expect(await environment.saidOf(await environment.tokenOf(next))).toBe('accepted');
  });

  it('stay good for an hour while the service is away, and nobody waits for it', async () => {
    const known = newKey();
    environment.server.publish(known.jwk);
    expect(await environment.saidOf(await environment.tokenOf(known))).toBe('accepted');
    goAway();
    environment.clock.advance(Duration.minutes(5));
    expect(await environment.saidOf(await environment.tokenOf(known))).toBe('accepted');
    // From now on it does not even answer: whoever waited for it would wait for five seconds.
    environment.server.answer(() => undefined);
    environment.clock.advance(Duration.minutes(54));
    const begun = performance.now();
    expect(await environment.saidOf(await environment.tokenOf(known))).toBe('accepted');
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  it('are forgotten after that hour, and known again when the service is back', async () => {
    const key = newKey();
    environment.server.publish(key.jwk);
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('accepted');
    goAway();
    environment.clock.advance(Duration.minutes(60));
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    environment.server.publish(key.jwk);
    environment.clock.advance(Duration.seconds(9));
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    environment.clock.advance(Duration.seconds(1));
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('accepted');
    expect(environment.server.visits()).toBe(3);
  });

  it('make no good token bad while a new key cannot be fetched', async () => {
    const [known, next] = [newKey(), newKey()];
    environment.server.publish(known.jwk);
    await environment.saidOf(await environment.tokenOf(known));
    goAway();
    environment.clock.advance(Duration.seconds(10));
    expect(await environment.saidOf(await environment.tokenOf(next))).toBe('SERVICE_UNAVAILABLE');
    expect(await environment.saidOf(await environment.tokenOf(known))).toBe('accepted');
  });

  it('are fetched when the clock was set back', async () => {
    const [old, next] = [newKey(), newKey()];
    environment.server.publish(old.jwk);
    await environment.saidOf(await environment.tokenOf(old));
    environment.server.publish(next.jwk);
    environment.clock.advance(Duration.seconds(-3600));
    expect(await environment.saidOf(await environment.tokenOf(next))).toBe('accepted');
  });

  it('name the algorithm, and not the token', async () => {
    const key = newKey('RS256');
    environment.server.publish(key.jwk);
    expect(await environment.saidOf(await environment.tokenOf(key, { alg: 'RS512' }))).toBe('TOKEN_INVALID');
    expect(await environment.saidOf(await environment.tokenOf(key, { alg: 'PS256' }))).toBe('TOKEN_INVALID');
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('accepted');
  });
});
