import { Duration } from '../../../src/core/duration.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { logIn, registerPerson } from '../../support/people.js';
import type { TestService } from '../../support/service.js';
import {
  type Environment,
  keyEvents,
  kidOf,
  listed,
  me,
  refresh,
  rotateFully,
  until,
  withOwnEnvironment,
} from './keys.js';

let environment: Environment;
let one: TestService;
let other: TestService;
withOwnEnvironment(async (own) => {
  environment = own;
  // Clocks are never quite the same: to the other instance a key that signs at once begins a moment later.
  const behind = { now: () => Duration.seconds(30).before(environment.clock.now()) };
  [one, other] = [await environment.start(), await environment.start({}, { clock: behind })];
});

const signer = async () =>
  (await one.signing.signingKeys.list()).find(({ state }) => state === 'signing')?.kid ?? '';

describe('a signing key that is revoked', () => {
  it('CK-2: verifies nothing any more within seconds, not even what was found good, another one signs at once, and sessions go on', async () => {
    const person = await registerPerson(one.client);
    const { accessToken, refreshToken } = person.tokens;
    expect([await me(one, accessToken), await me(other, accessToken)]).toEqual(['', '']);
    const compromised = await signer();
    expect(await one.signing.signingKeys.revoke(compromised)).toBe(true);
    for (const service of [one, other])
      await until(async () => (await me(service, accessToken)) === 'TOKEN_INVALID');
    expect(await refresh(other, refreshToken)).toBe('');
    expect(other.log.text).toContain('signing keys changed');
    const successor = await signer();
    expect(await listed(other)).toEqual([successor]);
    expect(kidOf((await logIn(other.client, person)).accessToken)).toBe(successor);
    expect(await keyEvents(one)).toEqual([
      `signing_key_revoked ${compromised} nobody`,
      `signing_key_rotated ${successor} because of revocation nobody`,
    ]);
  }, 180_000);

  it('CK-2: leaves the tokens of the others, and the others where it was none that signs', async () => {
    const person = await registerPerson(one.client);
    const first = kidOf(person.tokens.accessToken) ?? '';
    const second = await rotateFully(one.signing, environment.clock);
    const later = await logIn(one.client, person);
    const third = await one.signing.signingKeys.rotate();
    expect(await one.signing.signingKeys.revoke(first)).toBe(true);
    expect(await one.signing.signingKeys.revoke(third)).toBe(true);
    environment.clock.advance(PUBLISHED_AHEAD);
    await other.signing.keyRing.reload();
    expect(await me(other, person.tokens.accessToken)).toBe('TOKEN_INVALID');
    expect(await me(other, later.accessToken)).toBe('');
    expect(kidOf((await logIn(other.client, person)).accessToken)).toBe(second);
  });

  it('CK-2: is revoked once, by sixteen at once too, and one that is unknown is not', async () => {
    const compromised = await signer();
    const { signingKeys } = one.signing;
    const told = await Promise.all(Array.from({ length: 16 }, () => signingKeys.revoke(compromised)));
    expect(told).toEqual(Array(16).fill(true));
    expect(await signingKeys.revoke('unknown')).toBe(false);
    expect((await signingKeys.list()).map(({ state }) => state).sort()).toEqual(['revoked', 'signing']);
    expect(await keyEvents(one)).toHaveLength(2);
  });
});
