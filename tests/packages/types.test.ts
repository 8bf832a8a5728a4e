import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { manifests } from '../../src/packages/build/manifests.mjs';
import { newFolder } from '../support/database.js';
import { runProgram } from '../support/examples.js';
import { installPacked, linkInstalled } from '../support/packed-packages.js';
import { describeEmbedded } from '../support/process.js';

const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
/** What the subpaths are made for. */
const OTHERS = ['@apollo/client', '@urql/core', 'graphql', 'rxjs', 'wonka', 'fastify', '@types/node'];

/** A dependency of Apollo Client. Its declarations do not compile with node16 and nodenext, with or without ours. */
const FAULTY = /^\S*node_modules\/@wry\/caches\//;

const folder = newFolder();
beforeAll(async () => {
  await installPacked(folder, '@latchkey/client');
  await installPacked(folder, '@latchkey/verifier');
  await linkInstalled(folder, OTHERS);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}, 60_000);

const entries = [
  ...Object.keys(manifests.client.exports).map((path) => ['@latchkey/client', path, []] as const),
  ...Object.keys(manifests.verifier.exports).map((path) => ['@latchkey/verifier', path, ['node']] as const),
]
  .filter(([, path]) => !/\.(json|graphql)$/.test(path))
  .map(([name, path, types]) => [name + path.slice(1), types] as const);

describeEmbedded.each(entries)('the types of %s', (entry, types) => {
  it.each([
    ['bundler', 'esnext'],
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
  ])('compile with moduleResolution %s, every declaration checked', async (moduleResolution, module) => {
    const project = join(folder, `${entry.replaceAll('/', '-')}-${moduleResolution}`);
    await mkdir(project);
    await writeFile(
      join(project, 'use.ts'),
      `import * as all from '${entry}';\nexport type All = typeof all;`,
    );
    const compilerOptions = {
      ...{ module, moduleResolution, types, strict: true, skipLibCheck: false, noEmit: true },
      ...{ target: 'es2022', lib: ['es2022', 'dom'] },
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const { out, errors } = await runProgram(process.execPath, [COMPILER, '-p', project]);
    expect(out.split('\n').filter((line) => line !== '' && !FAULTY.test(line))).toEqual([]);
    expect(errors).toBe('');
  });
});
