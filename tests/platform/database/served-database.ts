import { systemRandomness } from '../../../src/core/randomness.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { administer, createTestStorage, databaseOf, silentLog } from '../../support/database.js';
import { startService, type TestService } from '../../support/service.js';

/** A service over a PostgreSQL database of its own that an operator has set up in a way of theirs. */
export interface ServedDatabase {
  readonly service: TestService;
  readonly url: string;
  /** What a command needs to work on the same database. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs `ALTER DATABASE … SET`, for connections that open from now on. */
  set(name: string, value: string): Promise<void>;
  stop(): Promise<void>;
}

export async function serveDatabase(settings: Readonly<Record<string, string>>): Promise<ServedDatabase> {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
  const { url } = storage;
  const set = async (name: string, value: string) => {
    await administer(`ALTER DATABASE ${databaseOf(url)} SET ${name} = ${value}`);
  };
  for (const [name, value] of Object.entries(settings)) await set(name, value);
  const database = await openDatabase(storage, silentLog);
  const authSecret = systemRandomness.bytes(32);
  const service = await startService({ adapters: { database, authSecret } });
  return {
    service,
    url,
    env: {
      DATABASE_URL: url,
      AUTH_SECRET: authSecret.toString('hex'),
      PUBLIC_URL: 'https://auth.example.com',
    },
    set,
    stop: async () => {
      await service.stop();
      await cleanup();
    },
  };
}
