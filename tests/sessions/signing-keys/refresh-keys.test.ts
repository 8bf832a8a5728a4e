import { deriveKeys } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { SecretBox } from '../../../src/core/secret-box.js';
import { claimsOf, forgeHmac, headerOf, openRefreshKey } from '../../support/forgery.js';
import { logIn, registerPerson } from '../../support/people.js';
import type { TestService } from '../../support/service.js';
import {
  DAY,
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
withOwnEnvironment(async (own) => {
  environment = own;
  one = await environment.start();
});

const days = (count: number) => Duration.milliseconds(count * DAY.milliseconds);
const states = async () => (await one.refreshSigning.signingKeys.list()).map(({ state }) => state);

describe('the key of refresh tokens', () => {
  it('CK-2: is published to nobody', async () => {
    const { kid } = await openRefreshKey(environment.database, environment.authSecret);
    await one.refreshSigning.signingKeys.rotate();
    await one.refreshSigning.keyRing.reload();
    for (const path of ['/.well-known/jwks.json', '/.well-known/openid-configuration']) {
      const text = await (await fetch(`${one.url}${path}`)).text();
      expect(text).not.toMatch(new RegExp(`${kid}|HS256|"oct"|refresh`));
    }
    expect(await listed(one)).toHaveLength(1);
  });

  it('CK-5: is encrypted under a label of its own, bound to its row', async () => {
    const { kid, sealed } = await openRefreshKey(environment.database, environment.authSecret);
    const { signingKeys, refreshKeys, outbox } = deriveKeys(environment.authSecret, systemRandomness);
    expect(refreshKeys.decrypt(sealed, kid)).toHaveLength(32);
    for (const box of [signingKeys, outbox, new SecretBox(environment.authSecret, systemRandomness)])
      expect(() => box.decrypt(sealed, kid)).toThrow();
    expect(() => refreshKeys.decrypt(sealed, `${kid}x`)).toThrow();
  });

  it('CK-2: verifies as long as the longest token of any instance lives, also after a rotation', async () => {
    const person = await registerPerson(one.client);
    const patient = await environment.start({ REFRESH_TOKEN_TTL: '400d' });
    const { refreshToken } = await logIn(patient.client, person);
    await rotateFully(one.refreshSigning, environment.clock);
    environment.clock.advance(days(399));
    expect(await refresh(patient, refreshToken)).toBe('');
  });

  it('CK-2: rotates with no refresh refused, and the one before verifies until its last token has expired', async () => {
    const other = await environment.start();
    const person = await registerPerson(one.client);
    const { secret, kid: old } = await openRefreshKey(environment.database, environment.authSecret);
    const next = await rotateFully(one.refreshSigning, environment.clock);
    // The other instance has not read the key yet, and asks for it.
    const session = await logIn(one.client, person);
    expect(kidOf(session.refreshToken)).toBe(next);
    expect(await refresh(other, session.refreshToken)).toBe('');
    expect(await refresh(one, person.tokens.refreshToken)).toBe('');

    environment.clock.advance(days(29));
    const living = await logIn(one.client, person);
    const endless = forgeHmac(
      secret,
      { ...headerOf(living.refreshToken), kid: old },
      {
        ...claimsOf(living.refreshToken),
        exp: Math.floor(days(99).after(environment.clock.now()).getTime() / 1000),
      },
    );
    expect(await refresh(one, endless)).toBe('');
    environment.clock.advance(days(2));
    expect(await refresh(one, endless)).toBe('TOKEN_INVALID');
    expect(await states()).toEqual(['over', 'signing']);
    await one.housekeeping.sweep();
    expect(await states()).toEqual(['signing']);
    expect(await keyEvents(one, 'refresh')).toEqual([
      `signing_key_rotated ${next} (refresh) because of command nobody`,
    ]);
  });

  it('CK-2: is made anew by time', async () => {
    environment.clock.advance(days(90));
    await one.refreshSigning.signingKeys.rotateIfDue();
    expect(await states()).toEqual(['signing', 'published']);
  });

  it('CK-2: stays for refresh tokens of the longest life that any instance has given', async () => {
    const person = await registerPerson(one.client);
    const short = await environment.start({ REFRESH_TOKEN_TTL: '1h', ACCESS_TOKEN_TTL: '1m' });
    await rotateFully(short.refreshSigning, environment.clock);
    const quick = await logIn(short.client, person);
    await rotateFully(short.refreshSigning, environment.clock);
    environment.clock.advance(DAY);
    expect(await refresh(short, person.tokens.refreshToken)).toBe('');
    expect(await refresh(short, quick.refreshToken)).toBe('TOKEN_EXPIRED');
  });

  it('CK-2: verifies nothing any more when it is revoked, and leaves access tokens alone', async () => {
    const other = await environment.start();
    const person = await registerPerson(one.client);
    const { accessToken, refreshToken } = person.tokens;
    const compromised = kidOf(refreshToken) ?? '';
    expect(await one.signing.signingKeys.revoke(compromised)).toBe(false);
    expect(await one.refreshSigning.signingKeys.revoke(compromised)).toBe(true);
    for (const service of [one, other]) {
      await until(async () => (await refresh(service, refreshToken)) === 'TOKEN_INVALID');
      expect(await me(service, accessToken)).toBe('');
    }
    const { kid: successor } = await openRefreshKey(environment.database, environment.authSecret);
    expect(kidOf((await logIn(other.client, person)).refreshToken)).toBe(successor);
    expect(await keyEvents(one, 'refresh')).toEqual([
      `signing_key_revoked ${compromised} (refresh) nobody`,
      `signing_key_rotated ${successor} (refresh) because of revocation nobody`,
    ]);
  }, 120_000);
});
