import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './build.js';
import { runProgram } from './examples.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type PackageName = 'latchkey' | '@latchkey/client' | '@latchkey/verifier';

/** The file of a package, as `npm run pack` packs it. */
export async function packedFile(name: PackageName): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return join(await pack(), `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
}

/** Unpacks a package into `node_modules` of a folder. Its dependencies are those of this repository. */
export async function installPacked(folder: string, name: PackageName): Promise<string> {
  const installed = join(folder, 'node_modules', name);
  await mkdir(installed, { recursive: true });
  const words = ['-xzf', await packedFile(name), '-C', installed, '--strip-components=1'];
  const { code, errors } = await runProgram('tar', words);
  if (code !== 0) throw new Error(errors);
  const { dependencies = {} } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  await linkInstalled(folder, Object.keys(dependencies));
  return installed;
}

/** Links packages of this repository into `node_modules` of a folder, as if npm had installed them there. */
export async function linkInstalled(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), link);
  }
}
