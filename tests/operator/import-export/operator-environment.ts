import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { runCommandLine } from '../../../src/app/command-line.js';
import type { Database } from '../../../src/platform/database/client.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, newFolder, silentLog } from '../../support/database.js';
import { startService, type TestService } from '../../support/service.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, which is the command line but for the start of a process. */
export async function runHere(
  words: readonly string[],
  environment: OperatorEnvironment['env'],
  input = '',
  isWatched = false,
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine(words, {
    environment,
    result: async (text) => {
      stdout += text;
    },
    note: (text) => {
      stderr += text;
    },
    isWatched,
    input: async () => input,
  });
  return { code, stdout, stderr };
}

/** A database of its own that commands work on, as an operator's shell has it in its environment. */
export interface OperatorEnvironment {
  readonly env: Readonly<Record<string, string>>;
  run(...words: string[]): Promise<Ran>;
  /** A command that must succeed, asked for JSON. */
  ask<T>(...words: string[]): Promise<T>;
  /** Looks into the database; no command runs meanwhile, since an embedded one is open to one process alone. */
  look<T>(into: (database: Database) => Promise<T>): Promise<T>;
  /** A service over it; no command runs meanwhile. */
  serve(use: (service: TestService) => Promise<void>, env?: Readonly<Record<string, string>>): Promise<void>;
}

const cleanups: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

/** @param secret the same for environments in which a file is imported to the same usernames */
export async function newOperatorEnvironment(
  secret = randomBytes(32),
  settings: Readonly<Record<string, string>> = {},
): Promise<OperatorEnvironment> {
  const { storage, dataDir, cleanup } = await createTestStorage();
  cleanups.push(cleanup);
  const env = {
    DATA_DIR: dataDir,
    AUTH_SECRET: secret.toString('hex'),
    // An administrator of these tests has no second factor.
    MFA_FOR_ADMINISTRATORS: 'optional',
    ...settings,
    ...(storage.kind === 'postgresql' ? { DATABASE_URL: storage.url } : {}),
  };
  const run = (...words: string[]) => runHere(words, env);
  return {
    env,
    run,
    ask: async <T>(...words: string[]) => {
      const { code, stdout, stderr } = await run(...words, '--json');
      if (code !== 0) throw new Error(`Exit code ${code}: ${stdout}${stderr}`);
      return JSON.parse(stdout) as T;
    },
    look: async (into) => {
      const database = await openDatabase(storage, silentLog);
      return into(database.client).finally(() => database.close());
    },
    serve: async (use, settings = {}) => {
      const database = await openDatabase(storage, silentLog);
      const service = await startService({ env: settings, adapters: { database, authSecret: secret } });
      await use(service).finally(() => service.stop());
    },
  };
}

/** A file with one JSON document a line. */
export async function jsonLines(records: readonly unknown[]): Promise<string> {
  return textFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

export async function textFile(text: string | Buffer): Promise<string> {
  const path = `${newFolder()}.jsonl`;
  await writeFile(path, text);
  return path;
}

/** So many users with names of their own, and nothing else. */
export function manyUsers(count: number): { username: string; email: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    username: `crowd_${index}`,
    email: `crowd_${index}@example.com`,
  }));
}
