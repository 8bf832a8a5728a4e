import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';
import { newFolder } from './database.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What an application that verifies tokens has installed. */
const INSTALLED = [
  'express',
  'fastify',
  'hono',
  '@hono/node-server',
  '@apollo/server',
  'graphql',
  '@types/node',
  '@types/express',
];

/** A folder of somebody who uses the package as it was built, by its name. */
export class Consumer {
  readonly #children: ChildProcess[] = [];

  private constructor(readonly folder: string) {}

  static async open(): Promise<Consumer> {
    await build();
    const folder = newFolder();
    for (const scope of ['@apollo', '@hono', '@types'])
      await mkdir(join(folder, 'node_modules', scope), { recursive: true });
    await symlink(ROOT, join(folder, 'node_modules/latchkey'));
    for (const name of INSTALLED)
      await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    return new Consumer(folder);
  }

  async write(name: string, code: string): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, code);
    return file;
  }

  /** Runs a program of theirs until it is ended. */
  async start(file: string): Promise<void> {
    const child = spawn(process.execPath, [file], {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#children.push(child);
    await once(child, 'spawn');
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }
}
