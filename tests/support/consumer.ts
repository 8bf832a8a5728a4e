import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from './database.js';
import { installPacked, linkInstalled } from './packed-packages.js';

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

/** A folder of an application that has `@latchkey/verifier` installed as it is packed. */
export class Consumer {
  readonly #children: ChildProcess[] = [];

  private constructor(readonly folder: string) {}

  static async open(): Promise<Consumer> {
    const folder = newFolder();
    await installPacked(folder, '@latchkey/verifier');
    await linkInstalled(folder, INSTALLED);
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
