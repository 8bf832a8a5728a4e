import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder } from './support/database.js';
import { note, readNotes, unseen } from './support/seen-codes.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

const SCHEMA = `
  directive @throws(codes: [ErrorCode!]!) on FIELD_DEFINITION
  enum ErrorCode { NOT_FOUND FORBIDDEN }
  enum FieldRule { isEmail }
  type Query { ping: Int @throws(codes: []) }
  type Mutation { rename: Int @throws(codes: [NOT_FOUND, FORBIDDEN]) }`;

describe('what the tests have seen', () => {
  const ALL = ['rename NOT_FOUND', 'rename FORBIDDEN', 'rule isEmail', 'rename RATE_LIMITED'];

  it('is enough if it has every code of every operation, and every rule', () => {
    expect(unseen(SCHEMA, new Set(ALL))).toBeNull();
  });

  it('may lack a code that has a reason', () => {
    const reasons = { 'rename FORBIDDEN': 'No test can be the last administrator.' };
    expect(unseen(SCHEMA, new Set(['rename NOT_FOUND', 'rule isEmail']), reasons)).toBeNull();
  });

  it('lacks what is declared and was never seen, and says what to do', () => {
    const reasons = { 'rename CONFLICT': 'A code that has gone.' };
    expect(unseen(SCHEMA, new Set(['rename NOT_FOUND']), reasons)).toBe(
      'No test has seen rename FORBIDDEN. No test has seen rule isEmail. Nothing declares rename CONFLICT. ' +
        'Add a test, remove the declaration, or list a reason in tests/support/seen-codes.mjs.',
    );
  });

  it('is noted by every worker, in the folder of the run', async () => {
    const folder = newFolder();
    await mkdir(folder);
    note(folder, ['rename NOT_FOUND']);
    note(folder, ['rule isEmail', 'rename NOT_FOUND']);
    await writeFile(join(folder, 'seen-codes-1'), 'rename FORBIDDEN\n');
    expect([...(await readNotes(folder))].sort()).toEqual([
      'rename FORBIDDEN',
      'rename NOT_FOUND',
      'rule isEmail',
    ]);
  });
});

describe('a run of Jest', () => {
  const project = newFolder();
  const run = newFolder();

  /** Runs Jest over two tests that see nothing, with the end that all our runs have. */
  async function jest(...args: string[]): Promise<{ code: number; output: string }> {
    await mkdir(run, { recursive: true });
    const { TEST_DATABASE_URL: _, ...env } = process.env;
    const command = [JEST, '--config', join(project, 'jest.config.json'), ...args];
    return new Promise((resolve) =>
      execFile(
        process.execPath,
        command,
        { cwd: project, env: { ...env, LATCHKEY_TEST_FOLDER: run, NO_COLOR: '1' } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
      ),
    );
  }

  beforeAll(async () => {
    await mkdir(join(project, 'tests'), { recursive: true });
    for (const name of ['one', 'two'])
      await writeFile(join(project, `tests/${name}.test.ts`), `test('${name}', () => undefined);`);
    await cp(join(ROOT, 'schema.graphql'), join(project, 'schema.graphql'));
    const configuration = {
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      transform: {},
      globalTeardown: join(ROOT, 'tests/support/global-teardown.mjs'),
    };
    await writeFile(join(project, 'jest.config.json'), JSON.stringify(configuration));
  });

  it('fails at its end if the tests have passed and have not seen what is declared', async () => {
    const { code, output } = await jest();
    expect(output).toContain('Tests:       2 passed, 2 total');
    expect(output).toContain('No test has seen login INVALID_CREDENTIALS.');
    expect(code).toBe(1);
  });

  it.each([
    ['a file', ['tests/one']],
    ['a shard', ['--shard=1/2']],
    ['some names', ['--testNamePattern=one']],
  ])('passes with %s of its tests', async (_what, args) => {
    const { code, output } = await jest(...args);
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });
});
