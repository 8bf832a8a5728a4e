import { jsonLines, manyUsers, newOperatorEnvironment, runHere } from './operator-environment.js';

describe('an import on a terminal', () => {
  it('shows how far it is, and removes that when it ends', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines(manyUsers(1200));
    const { code, stderr } = await runHere(['users', 'import', file], environment.env, '', true);
    expect(code).toBe(0);
    const drawn = stderr.split('\r\u001b[K');
    expect(drawn).toContainEqual(expect.stringMatching(/^Checking [█░]{30} \d+ %/));
    expect(drawn).toContainEqual(expect.stringMatching(/^Writing {2}[█░]{30} \d+ %/));
    expect(drawn.at(-1)).toBe('');
  }, 60_000);
});
