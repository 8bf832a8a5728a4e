import { canary, repeatsAPart, spellings } from '../support/canary.js';
import { described, leaksOf } from './environment.js';
import { likely, waysOf } from './ways.js';

describe('a secret', () => {
  it('ER-1: is looked for in every text of every operation there is', () => {
    const names = described.map(([where]) => where);
    expect(names).toEqual(
      expect.arrayContaining([
        'login input.password',
        'register input.password',
        'changePassword input.currentPassword',
        'changePassword input.newPassword',
        'resetPassword input.token',
        'refreshToken input.refreshToken',
        'logout input.refreshToken',
      ]),
    );
  });

  it('ER-1: would be found in any spelling: what looks for it does find it', () => {
    const secret = canary();
    for (const form of spellings(secret).filter((one) => one.equals(Buffer.from(one.toString()))))
      expect(repeatsAPart(`x${form.toString()}y`, secret)).toBe(true);
    expect(repeatsAPart(`…${secret.slice(7, 18)}`, secret)).toBe(true);
    expect(repeatsAPart(canary(), secret)).toBe(false);
  });

  it.each(described)(
    'ER-1: is repeated by nothing when it is told to %s',
    async (_where, operation, place) => {
      const telling = { operation, place, secret: canary() };
      expect(await leaksOf(telling, waysOf(telling))).toEqual([]);
    },
  );

  it.each(described)(
    'ER-1: is repeated by nothing when it is told to %s and looks as it should',
    async (_where, operation, place) => {
      const telling = { operation, place, secret: likely(place) };
      expect(await leaksOf(telling, waysOf(telling))).toEqual([]);
    },
  );
});
