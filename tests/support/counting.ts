import type { HashingCost } from '../../src/credentials/passwords/hashing-cost.js';
import { costOf } from '../../src/credentials/passwords/hashing-cost.js';
import { type HashingEngine, loadHashingEngine } from '../../src/credentials/passwords/hashing-engine.js';
import type { Database } from '../../src/platform/database/client.js';
import { type OpenDatabase, openDatabase } from '../../src/platform/database/open.js';
import { createTestStorage, silentLog } from './database.js';

/** The real engine, watched: how many hashes and verifications ran, at what cost, and how many at once. */
export interface WatchedEngine extends HashingEngine {
  readonly hashes: HashingCost[];
  readonly verifications: HashingCost[];
  mostAtOnce(): number;
  forget(): void;
  /** Lets nothing finish that begins from now on, until the returned function is called. */
  hold(): () => void;
}

export async function watchHashing(): Promise<WatchedEngine> {
  const engine = await loadHashingEngine();
  const hashes: HashingCost[] = [];
  const verifications: HashingCost[] = [];
  let running = 0;
  let most = 0;
  let held: Promise<void> = Promise.resolve();
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    most = Math.max(most, running);
    return held.then(work).finally(() => {
      running -= 1;
    });
  };
  return {
    hashes,
    verifications,
    mostAtOnce: () => most,
    forget: () => {
      hashes.length = 0;
      verifications.length = 0;
      most = 0;
    },
    hold: () => {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    hash: (password, cost, salt) => {
      hashes.push(cost);
      return watched(() => engine.hash(password, cost, salt));
    },
    verify: (phc, password) => {
      verifications.push(costOf(phc));
      return watched(() => engine.verify(phc, password));
    },
  };
}

/** A real database, watched: the name of each operation that it was asked for, but for what no request causes. */
export interface WatchedDatabase {
  readonly database: OpenDatabase;
  readonly operations: string[];
  /** Where its files are, if it is embedded. */
  readonly dataDir: string;
  cleanup(): Promise<void>;
}

export async function watchDatabase(): Promise<WatchedDatabase> {
  const { storage, dataDir, cleanup } = await createTestStorage();
  const database = await openDatabase(storage, silentLog);
  const operations: string[] = [];
  const client = database.client.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) => {
        // The ring of keys is read from time to time, beside all requests.
        if (model !== 'SigningKey' && model !== 'RefreshKey')
          operations.push([model, operation].filter(Boolean).join('.'));
        return query(args);
      },
    },
  });
  const rows: Database['rows'] = (...statement) => {
    if (!isBeside(statement[0])) operations.push('rows');
    return database.client.rows(...statement);
  };
  const watched = Object.assign(client, { rows }) as unknown as Database;
  return { database: { ...database, client: watched }, operations, dataDir, cleanup };
}

/** Mails are taken from their table beside all requests, and so is the first use of a session's tokens noted. */
function isBeside(statement: TemplateStringsArray): boolean {
  return /^\/\* (due-mails|used-generations)\./.test(statement.join(''));
}
