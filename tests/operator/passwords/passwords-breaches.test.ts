import { readdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BreachFile } from '../../../src/credentials/breached-passwords/breach-file.js';
import { newPath, published, sha1 } from '../../credentials/breached-passwords/lists.js';
import { newOperatorEnvironment, runHere } from '../import-export/operator-environment.js';

const make = async (text: string, ...words: string[]) => {
  const from = await newPath('pwned.txt');
  await writeFile(from, text);
  const out = `${from}.breaches`;
  const ran = await runHere(['passwords', 'breaches', out, '--from', from, ...words], {});
  return { ...ran, out, left: (await readdir(dirname(from))).sort() };
};

describe('passwords breaches', () => {
  it('makes a file of the passwords that were seen often enough', async () => {
    const list = published({ often: 12, exactly: 10, seldom: 9, once: 1 });
    const made = await make(list, '--min-count', '10');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toBe(
      `Wrote 2 passwords to ${made.out}. Left out 2 that were seen less than 10 times.\n`,
    );
    expect((await stat(made.out)).size).toBe(64 + 2 * 8);
    const file = BreachFile.open(made.out);
    if (!(file instanceof BreachFile)) throw new Error(file.problem);
    const found = ['often', 'exactly', 'seldom', 'once'].filter((password) => file.has(password));
    expect(found).toEqual(['often', 'exactly']);
    file.close();
  });

  it('takes lists without a line end at the end, with other line ends, and with repetitions', async () => {
    const line = `${sha1('stolen').toLowerCase()}:3`;
    const made = await make(`${line}\n\n${line}\r\n${line}`, '--json');
    expect([made.code, JSON.parse(made.stdout)]).toEqual([0, { count: 1, rare: 0 }]);
  });

  it.each([
    [
      'is not in order',
      published({ a: 1, b: 1, c: 1 }).split('\r\n').reverse().join('\n').trim(),
      'Line 2 is not in order',
    ],
    ['has a plain password', `${sha1('a')}:1\nCanary-Horse-1:5\n`, 'Line 2 is not a SHA-1 with a count'],
    ['has no count', `${sha1('a')}\n`, 'Line 1 is not a SHA-1 with a count'],
    ['is empty', '', 'no password that was seen that often'],
    ['has no line ends', 'A'.repeat(600_000), 'a line that is too long'],
  ])('writes nothing if the list %s, and quotes no line', async (_name, text, sentence) => {
    const made = await make(text);
    expect(made).toMatchObject({ code: 3, stdout: '', left: ['pwned.txt'] });
    expect(made.stderr).toContain(sentence);
    expect(made.stderr).not.toContain('Canary');
  });

  it('says what it cannot read or write', async () => {
    const ran = await runHere(['passwords', 'breaches', await newPath('out'), '--from', '/nowhere'], {});
    expect(ran).toMatchObject({ code: 3, stderr: 'No file was written. /nowhere cannot be used: ENOENT.\n' });
    const unwritable = await runHere(['passwords', 'breaches', '/nowhere/out', '--from', '/nowhere'], {});
    expect(unwritable.stderr).toContain('/nowhere/out.partial cannot be used: ENOENT.');
  });

  it('holds the passwords that `users create` gets to the file', async () => {
    const { out } = await make(published({ 'Stolen-Horse-4711': 3 }));
    const environment = await newOperatorEnvironment(undefined, {
      PASSWORD_BREACHES: 'file',
      PASSWORD_BREACHES_FILE: out,
    });
    const words = ['users', 'create', '--username', 'ada', '--email', 'ada@example.com', '--password-stdin'];
    const refused = await runHere(words, environment.env, 'Stolen-Horse-4711\n');
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('This password is in lists of stolen passwords'),
    });
    expect((await runHere(words, environment.env, 'Another-Horse-4711\n')).code).toBe(0);
  }, 60_000);
});
