import { Duration } from '../../../src/core/duration.js';
import { TokenError } from '../../../src/packages/verifier/index.js';
import { newKey, signAccessToken } from '../../support/key-server.js';
import { type KeyEnvironment, openKeyEnvironment } from './key-environment.js';

const key = newKey();
let environment: KeyEnvironment;
beforeAll(async () => {
  environment = await openKeyEnvironment();
  environment.server.publish(key.jwk);
});
afterAll(() => environment.server.close());

const MINUTE = 60;

/** The caller whose user proved this, so many seconds ago. */
async function callerOf(acr: string, ago = 0) {
  const now = environment.clock.now();
  const auth_time = Math.floor(now.getTime() / 1000) - ago;
  const claims = { auth_time, acr, amr: ['pwd'] };
  const token = await signAccessToken(key, { issuer: environment.server.issuer, now, claims });
  return environment.verifier.identify(`Bearer ${token}`);
}

function refusalOf(check: () => unknown): TokenError | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
}

describe('a caller that must have proved lately who it is', () => {
  const NEEDED = ['aal1', 'aal2', 'phr', 'urn:example:4'];
  /** The levels that satisfy each of these. */
  const ENOUGH: Readonly<Record<string, readonly string[]>> = {
    aal1: ['aal1', 'aal2', 'phr'],
    aal2: ['aal2', 'phr'],
    phr: ['phr'],
    'urn:example:4': ['urn:example:4'],
  };

  it.each(NEEDED)('has reached the level %s, or a stronger one', async (acr) => {
    const passed: string[] = [];
    for (const shown of NEEDED) {
      const caller = await callerOf(shown);
      if (refusalOf(() => caller.requireFresh({ acr })) === null) passed.push(shown);
    }
    expect(passed).toEqual(ENOUGH[acr]);
  });

  it('has proved it within the time that is asked, to the second', async () => {
    const maxAge = 10 * MINUTE;
    expect((await callerOf('aal1', maxAge)).requireFresh({ maxAge }).acr).toBe('aal1');
    const old = await callerOf('aal1', maxAge + 1);
    expect(refusalOf(() => old.requireFresh({ maxAge }))?.code).toBe('STEP_UP_REQUIRED');
  });

  it('is no longer fresh once the time has passed, with the same token', async () => {
    const caller = await callerOf('aal2');
    expect(refusalOf(() => caller.requireFresh({ maxAge: MINUTE }))).toBeNull();
    environment.clock.advance(Duration.seconds(MINUTE + 1));
    expect(refusalOf(() => caller.requireFresh({ maxAge: MINUTE }))?.code).toBe('STEP_UP_REQUIRED');
  });

  it('learns what the token lacks, in the error and in a header (RFC 9470)', async () => {
    const caller = await callerOf('aal1', MINUTE);
    const both = refusalOf(() => caller.requireFresh({ acr: 'aal2', maxAge: 600 }));
    expect(both).toMatchObject({
      status: 401,
      extensions: { code: 'STEP_UP_REQUIRED', status: 401, acr: 'aal2', maxAge: 600 },
      headers: {
        'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="aal2", max_age=600',
      },
    });
    const age = refusalOf(() => caller.requireFresh({ maxAge: 30 }));
    expect(age?.headers['www-authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", max_age=30',
    );
    expect(age?.extensions).toEqual({ code: 'STEP_UP_REQUIRED', status: 401, maxAge: 30 });
  });

  it('is not one with a token of a version that did not tell it, which is good otherwise', async () => {
    const token = await environment.tokenOf(key);
    const caller = await environment.verifier.identify(`Bearer ${token}`);
    expect(caller.require().role).toBe('USER');
    for (const needed of [{ acr: 'aal1' }, { maxAge: 1e9 }])
      expect(refusalOf(() => caller.requireFresh(needed))?.code).toBe('STEP_UP_REQUIRED');
  });

  it('is asked to sign in first without a token', async () => {
    const caller = await environment.verifier.identify(undefined);
    expect(refusalOf(() => caller.requireFresh({ acr: 'aal1' }))?.code).toBe('UNAUTHENTICATED');
  });

  it.each([{}, { maxAge: Number.NaN }, { maxAge: -1 }, { maxAge: '600' }, { acr: '' }, { acr: 'a" b' }])(
    'is not asked for nothing, nor in a form that no token has: %j',
    async (needed) => {
      const caller = await callerOf('phr');
      expect(() => caller.requireFresh(needed as never)).toThrow(TypeError);
    },
  );
});
