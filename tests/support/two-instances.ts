import type { Adapters } from '../../src/app/base-services.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { Mailbox } from './adapters.js';
import { createTestStorage, silentLog, type TestStorage } from './database.js';
import { startService, type TestService } from './service.js';

export interface Instances {
  readonly one: TestService;
  readonly other: TestService;
  readonly authSecret: Buffer;
  stop(): Promise<void>;
}

/** Two services over one database, as behind a load balancer. */
export async function startTwoInstances(
  env: Readonly<Record<string, string>> = {},
  ownEdges: () => Promise<Partial<Adapters>> = async () => ({}),
  ownEnv: readonly Readonly<Record<string, string>>[] = [],
): Promise<Instances> {
  const storage: TestStorage = await createTestStorage();
  const database = await openDatabase(storage.storage, silentLog);
  const shared = { ...database, close: async () => undefined };
  const authSecret = systemRandomness.bytes(32);
  // Whichever of them sends a mail.
  const mailer = new Mailbox();
  const start = async (index: number) =>
    startService({
      env: { ...env, ...ownEnv[index] },
      adapters: { database: shared, authSecret, mailer, ...(await ownEdges()) },
    });
  const [one, other] = [await start(0), await start(1)];
  return {
    one,
    other,
    authSecret,
    stop: async () => {
      await one.stop();
      await other.stop();
      await database.close();
      await storage.cleanup();
    },
  };
}
