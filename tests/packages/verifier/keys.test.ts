import { Duration } from '../../../src/core/duration.js';
import { newKey } from '../../support/key-server.js';
import { atOnce } from '../../support/people.js';
import { type KeyGround, openKeyGround } from './key-ground.js';

let ground: KeyGround;
beforeEach(async () => {
  ground = await openKeyGround();
});
afterEach(() => ground.server.close());

const goAway = () => ground.server.answer((_request, response) => void response.destroy());

describe('the keys of a verifier', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)('may be for %s', async (algorithm) => {
    const key = newKey(algorithm);
    ground.server.publish(newKey().jwk, key.jwk);
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('accepted');
  });

  it('are fetched when the first token comes, once for all that come with it', async () => {
    const key = newKey();
    ground.server.publish(key.jwk);
    expect(ground.server.visits()).toBe(0);
    const token = await ground.tokenOf(key);
    const said = await atOnce(16, () => ground.saidOf(token));
    expect(new Set(said.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)))).toEqual(
      new Set(['accepted']),
    );
    expect(ground.server.visits()).toBe(1);
  });

  it('JWT-7: are fetched again for a key that is not among them, and not again for ten seconds', async () => {
    const [known, next] = [newKey(), newKey()];
    ground.server.publish(known.jwk);
    expect(await ground.saidOf(await ground.tokenOf(known))).toBe('accepted');
    ground.clock.advance(Duration.seconds(10));
    ground.server.publish(known.jwk, next.jwk);
    expect(await ground.saidOf(await ground.tokenOf(next))).toBe('accepted');
    expect(ground.server.visits()).toBe(2);
    const unknown = await Promise.all(Array.from({ length: 16 }, () => ground.tokenOf(newKey())));
    for (const token of unknown) expect(await ground.saidOf(token)).toBe('TOKEN_INVALID');
    expect(ground.server.visits()).toBe(2);
    ground.clock.advance(Duration.seconds(10));
    await atOnce(16, (index) => ground.saidOf(unknown[index] ?? ''));
    expect(ground.server.visits()).toBe(3);
  });

  it('are fetched anew after five minutes: one that was withdrawn is good no longer', async () => {
    const [old, next] = [newKey(), newKey()];
    ground.server.publish(old.jwk);
    expect(await ground.saidOf(await ground.tokenOf(old))).toBe('accepted');
    ground.server.publish(next.jwk);
    ground.clock.advance(Duration.seconds(299));
    expect(await ground.saidOf(await ground.tokenOf(old))).toBe('accepted');
    ground.clock.advance(Duration.seconds(1));
    expect(await ground.saidOf(await ground.tokenOf(old))).toBe('TOKEN_INVALID');
    expect(await ground.saidOf(await ground.tokenOf(next))).toBe('accepted');
  });

  it('stay good for an hour while the service is away, and nobody waits for it', async () => {
    const known = newKey();
    ground.server.publish(known.jwk);
    expect(await ground.saidOf(await ground.tokenOf(known))).toBe('accepted');
    goAway();
    ground.clock.advance(Duration.minutes(5));
    expect(await ground.saidOf(await ground.tokenOf(known))).toBe('accepted');
    // From now on it does not even answer: whoever waited for it would wait for five seconds.
    ground.server.answer(() => undefined);
    ground.clock.advance(Duration.minutes(54));
    const begun = performance.now();
    expect(await ground.saidOf(await ground.tokenOf(known))).toBe('accepted');
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  it('are forgotten after that hour, and known again when the service is back', async () => {
    const key = newKey();
    ground.server.publish(key.jwk);
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('accepted');
    goAway();
    ground.clock.advance(Duration.minutes(60));
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    ground.server.publish(key.jwk);
    ground.clock.advance(Duration.seconds(9));
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('SERVICE_UNAVAILABLE');
    ground.clock.advance(Duration.seconds(1));
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('accepted');
    expect(ground.server.visits()).toBe(3);
  });

  it('make no good token bad while a new key cannot be fetched', async () => {
    const [known, next] = [newKey(), newKey()];
    ground.server.publish(known.jwk);
    await ground.saidOf(await ground.tokenOf(known));
    goAway();
    ground.clock.advance(Duration.seconds(10));
    expect(await ground.saidOf(await ground.tokenOf(next))).toBe('SERVICE_UNAVAILABLE');
    expect(await ground.saidOf(await ground.tokenOf(known))).toBe('accepted');
  });

  it('are fetched when the clock was set back', async () => {
    const [old, next] = [newKey(), newKey()];
    ground.server.publish(old.jwk);
    await ground.saidOf(await ground.tokenOf(old));
    ground.server.publish(next.jwk);
    ground.clock.advance(Duration.seconds(-3600));
    expect(await ground.saidOf(await ground.tokenOf(next))).toBe('accepted');
  });

  it('name the algorithm, and not the token', async () => {
    const key = newKey('RS256');
    ground.server.publish(key.jwk);
    expect(await ground.saidOf(await ground.tokenOf(key, { alg: 'RS512' }))).toBe('TOKEN_INVALID');
    expect(await ground.saidOf(await ground.tokenOf(key, { alg: 'PS256' }))).toBe('TOKEN_INVALID');
    expect(await ground.saidOf(await ground.tokenOf(key))).toBe('accepted');
  });
});
