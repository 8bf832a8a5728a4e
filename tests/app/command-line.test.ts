import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runHere } from '../operator/import-export/operator-environment.js';
import { newFolder } from '../support/database.js';
import { describeEmbedded, preparedFolder, runCommand, startCommand } from '../support/process.js';

const PAGE = new URL('../../docs/command-line.md', import.meta.url);

/** Every command that help leads to, by its words, with its help. */
async function everyCommand(words: readonly string[] = []): Promise<Map<string, string>> {
  const { code, stdout } = await runHere([...words, '--help'], {});
  expect([words, code]).toEqual([words, 0]);
  const [, list = ''] = /^Commands:\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
  const names = [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name);
  const found = names.length === 0 ? [[words.join(' '), stdout] as const] : [];
  const below = await Promise.all(
    names.filter((name) => name !== 'help').map((name) => everyCommand([...words, name])),
  );
  return new Map([...found, ...below.flatMap((map) => [...map])]);
}

describeEmbedded('the command line', () => {
  it('has a section of docs/command-line.md for each command, and names each of its options there', async () => {
    const page = await readFile(PAGE, 'utf8');
    const commands = await everyCommand();
    expect([...commands.keys()].sort()).toEqual([
      'doctor',
      'keys list',
      'keys revoke',
      'keys rotate',
      'migrate',
      'passwords breaches',
      'secrets rotate',
      'serve',
      'users convert',
      'users create',
      'users enrolment-code',
      'users export',
      'users import',
      'users list',
      'users reinstate',
      'users reset-second-factors',
      'users set-role',
      'users suspend',
    ]);
    const sections = [...page.matchAll(/^### `latchkey (.*?)`\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm)];
    const documented = new Map(
      sections.map(([, name = '', text = '']) => [name.replace(/ [A-Z].*$/, ''), text]),
    );
    expect([...documented.keys()].sort()).toEqual([...commands.keys()].sort());
    for (const [name, help] of commands) {
      const options = [...help.matchAll(/(--[a-z-]+)/g)].map(([option]) => option);
      const missing = options.filter(
        (option) => !['--help', '--json'].includes(option) && !documented.get(name)?.includes(option),
      );
      expect([name, missing]).toEqual([name, []]);
    }
  });

  it('offers --json wherever there is an answer', async () => {
    const without = [...(await everyCommand())].filter(([, help]) => !help.includes('--json'));
    expect(without.map(([name]) => name)).toEqual(['serve']);
  });

  it.each([
    [[], 'Usage: latchkey'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['users', 'import'], "missing required argument 'file'"],
    [['users', 'list', '--first', '0'], 'It must be a number from 1 to 1000.'],
    [['users', 'suspend', 'ada', '--until', 'tomorrow'], 'It must be a time'],
    [['users', 'suspend', 'ada', '--until', '2030-02-29T12:00:00Z'], 'It must be a time'],
    [['users', 'suspend', 'ada', '--until', '9999-12-31T23:59:59-23:59'], 'It must be a time'],
    [['passwords', 'breaches', 'out'], "required option '--from <file>' not specified"],
    [['passwords', 'breaches', 'out', '--from', 'in', '--min-count', '0'], 'It must be a number from 1'],
    [['migrate', '--force'], "unknown option '--force'"],
  ])('ends with 2 where the words make no sense: %j', async (words, sentence) => {
    const { code, stdout, stderr } = await runHere(words, {});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });

  it('ends with 1 where something is not configured, says it in a sentence, and with --json as JSON', async () => {
    const env = { DATABASE_URL: 'mysql://canary' };
    const told = await runHere(['users', 'list'], env);
    expect(told).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The configuration is not valid:\n {2}- /),
    });
    const json = await runHere(['users', 'list', '--json'], env);
    expect(json).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({ error: expect.stringContaining('DATABASE_URL must be') });
    expect(await runHere(['migrate'], {})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('DATABASE_URL is not set'),
    });
    expect(JSON.stringify([told, json])).not.toContain('canary');
  });

  it('reads the .env of the folder that it is called in', async () => {
    const folder = newFolder();
    await mkdir(folder);
    await writeFile(join(folder, '.env'), 'PORT=never\n');
    const { code, stdout } = await runCommand(['doctor', '--json'], {
      env: {},
      under: ['env', '-u', 'PORT', '-C', folder],
    });
    expect(code).toBe(3);
    expect(stdout).toContain('PORT must be a whole number');
  }, 60_000);

  it('passes over a folder of that name, such as a virtual environment of Python’s', async () => {
    const folder = newFolder();
    await mkdir(join(folder, '.env'), { recursive: true });
    expect(await runCommand(['--help'], { under: ['env', '-C', folder] })).toMatchObject({
      code: 0,
      stderr: '',
    });
  }, 60_000);

  it.each([
    ['stdout', ['keys', 'list'], 1],
    ['stdout', ['keys', 'list', '--json'], 1],
    ['stdout', ['--help'], 0],
    ['stderr', ['nonsense'], 2],
    ['stderr', ['users', 'import', 'nowhere'], 3],
  ] as const)(
    'says no more than a sentence when whoever reads %s has gone: %j',
    async (gone, words, expected) => {
      const child = await startCommand(words, { env: { DATA_DIR: await preparedFolder() } });
      child[gone]?.destroy();
      const other = gone === 'stdout' ? child.stderr : child.stdout;
      const [[code], said] = await Promise.all([once(child, 'close'), text(other as Readable)]);
      expect(code).toBe(expected);
      expect(said).toMatch(/^(write EPIPE\n)?$/);
    },
    60_000,
  );
});
