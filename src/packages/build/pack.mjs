import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { manifests, PACKAGES, ROOT } from './manifests.mjs';

// Packs what `npm run build` has built: one .tgz of each package in dist/packed.
const PACKED = new URL('dist/packed/', ROOT);
const CONTENT = [
  'prisma/migrations',
  'schema.graphql',
  'docs',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
];

await assembleService(new URL('latchkey/', PACKAGES));
await rm(PACKED, { recursive: true, force: true });
await mkdir(PACKED, { recursive: true });
const folders = Object.keys(manifests).map((name) => fileURLToPath(new URL(name, PACKAGES)));
const words = ['pack', '--pack-destination', fileURLToPath(PACKED), ...folders];
const { stdout } = await promisify(execFile)('npm', words, { cwd: fileURLToPath(ROOT) });
process.stdout.write(stdout);

async function assembleService(folder) {
  await rm(folder, { recursive: true, force: true });
  const built = (await readdir(new URL('dist', ROOT))).filter((name) => !/^pack(ages|ed)$/.test(name));
  for (const path of [...built.map((name) => `dist/${name}`), ...CONTENT])
    await cp(new URL(path, ROOT), new URL(path, folder), { recursive: true });
  await writeFile(new URL('package.json', folder), `${JSON.stringify(manifests.latchkey, null, 2)}\n`);
}
