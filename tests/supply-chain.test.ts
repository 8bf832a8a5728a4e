import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from './support/source-tree.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the package', () => {
  it('SC-2: runs no script of another package when it is installed', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('imports nothing in its service that only development has', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: object };
    const listed = execFileSync(
      process.execPath,
      [COMPILER, '-p', 'tsconfig.build.json', '--listFilesOnly'],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    );
    const built = new Set(
      listed.split('\n').map((path) => relative(join(ROOT, 'src'), path).replaceAll(sep, '/')),
    );
    const files = readSource().filter(({ path }) => built.has(path));
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['main.ts', 'app/latchkey.ts']));
    const imported = files.flatMap(({ path, imports }) =>
      imports.filter(({ typeOnly }) => !typeOnly).map(({ of }) => ({ path, of })),
    );
    expect(imported.filter(({ of }) => Object.hasOwn(devDependencies, of))).toEqual([]);
  });

  it('SC-6: says first how to report a vulnerability in private', () => {
    const [first = ''] = read('SECURITY.md').match(/^## .*$/m) ?? [];
    expect(first).toBe('## Reporting');
    expect(read('SECURITY.md')).toMatch(/report a weakness privately/);
  });
});
