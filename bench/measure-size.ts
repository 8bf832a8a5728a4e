import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Row } from './table.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** What a page would import of each to sign somebody in. */
const OURS = {
  name: '@latchkey/client',
  code: "export { createAuthClient, inCookie } from '@latchkey/client'",
};
const OTHERS = [
  { name: 'better-auth/client', code: "export { createAuthClient } from 'better-auth/client'" },
  { name: '@supabase/auth-js', code: "export { AuthClient } from '@supabase/auth-js'" },
];

interface Size {
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** The client beside others, as they are on the registry today: they are installed for as long as this takes. */
export async function measureSize(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-size-'));
  try {
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const packages = OTHERS.map(({ name }) => packageOf(name));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
      cwd: folder,
    });
    const ours = await sizeOf(OURS.code, ROOT);
    const rows = OTHERS.map(async ({ name, code }): Promise<Row> => {
      const theirs = await sizeOf(code, folder);
      return {
        measure: `${OURS.name}, minified and compressed`,
        service: written(ours),
        reference: `${name} ${await versionOf(packageOf(name), folder)}: ${written(theirs)}`,
        ratio: ours.gzip / theirs.gzip,
      };
    });
    return await Promise.all(rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function sizeOf(code: string, folder: string): Promise<Size> {
  const { stdout } = await run(process.execPath, [
    join(ROOT, 'src/packages/client/build/bundle-size.mjs'),
    code,
    folder,
  ]);
  return JSON.parse(stdout) as Size;
}

function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

async function versionOf(name: string, folder: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function written({ minified, gzip, brotli }: Size): string {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  return `${kilobytes(minified)} kB, gzip ${kilobytes(gzip)}, Brotli ${kilobytes(brotli)}`;
}
