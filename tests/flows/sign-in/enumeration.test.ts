import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import {
  type Appearance,
  codesIn,
  everybody,
  expectAlike,
  series,
  service,
} from '../../support/enumeration.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';

describe('login', () => {
  const document = LoginDocument;
  const tryTo = (usernameOrEmail: string, password: string, count = 7) =>
    series(count, document, { input: { usernameOrEmail, password } });

  it('LOG-1, LOG-2, RL-9: refuses everybody alike, after the same work, and then locks everybody alike', async () => {
    const people = await everybody();
    const wrong = 'Wrong1Word!!';
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { username, email }] of Object.entries(people)) {
      const password = state === 'passwordless' ? PASSWORD : wrong;
      seen[`${state}, by username`] = await tryTo(username, password);
      seen[`${state}, by email`] = await tryTo(email, password);
    }
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual([
      ...Array(5).fill('INVALID_CREDENTIALS'),
      ...Array(2).fill('RATE_LIMITED'),
    ]);
    const work = { database: ['rows', 'rows', 'rows'], verifications: [DEFAULT_COST], hashes: 0 };
    expect(alike[0]?.work).toEqual(work);
    // Once locked, nothing is done for anybody but to look whether the account knows the device.
    expect(alike[6]?.work).toEqual({ database: ['rows'], verifications: [], hashes: 0 });
  });

  it('LOG-1, LOG-2: refuses every password that is wrong alike, whatever is wrong with it', async () => {
    const known = () => registerPerson(service.client).then(({ username }) => username);
    const cases: Record<string, readonly [string, string]> = {
      'an empty one': [await known(), ''],
      'one too short for the policy': [await known(), 'x'],
      'one too long for the policy': [await known(), 'x'.repeat(1000)],
      'one with a lone surrogate': [await known(), '\ud800'],
      'the right one and a space': [await known(), `${PASSWORD} `],
      'of an unknown username': [uniqueName(), PASSWORD],
      'of what is neither username nor email': ['@', PASSWORD],
      'of nothing': ['', PASSWORD],
    };
    const seen: Record<string, Appearance[]> = {};
    for (const [name, [who, password]] of Object.entries(cases)) seen[name] = await tryTo(who, password, 1);
    expect(codesIn(expectAlike(seen))).toEqual(['INVALID_CREDENTIALS']);
  });

  it('RL-1, LOG-1: keeps even the right password out of a lock, as it does of an account that does not exist', async () => {
    const { username } = await registerPerson(service.client);
    const nobody = uniqueName();
    for (const who of [username, nobody]) await tryTo(who, 'Wrong1Word!!', 5);
    const seen = { locked: await tryTo(username, PASSWORD, 1), unknown: await tryTo(nobody, PASSWORD, 1) };
    expect(codesIn(expectAlike(seen))).toEqual(['RATE_LIMITED']);
  });
});
