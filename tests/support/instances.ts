import { buildService } from '../../src/app/build-service.js';
import { readConfig } from '../../src/app/config.js';
import { systemRandomness } from '../../src/core/randomness.js';
import type { Services } from '../../src/core/services.js';
import { loadHashingEngine } from '../../src/credentials/passwords/hashing-engine.js';
import type { Database } from '../../src/platform/database/client.js';
import { openDatabase, type Storage } from '../../src/platform/database/open.js';
import { Mailbox, MovableClock, RecordingLog } from './adapters.js';
import { Client } from './client.js';
import { PUBLIC_URL } from './service.js';

export interface Instance {
  readonly client: Client;
  readonly url: string;
  readonly admin: Pick<Services, 'administration' | 'directory'>;
  readonly database: Database;
  readonly signing: Services['signing']['access'];
  stop(): Promise<void>;
}

interface InstanceOptions {
  readonly clock?: MovableClock;
  readonly env?: Record<string, string>;
  readonly maxConnections?: number;
}

/** Three for requests: sixteen instances together must not use up what the server has. */
const FEW_CONNECTIONS = 5;

/** One of several instances that share a PostgreSQL and a secret, as they would behind a load balancer. */
export async function startInstance(
  storage: Storage,
  authSecret: Buffer,
  { clock = new MovableClock(), env = {}, maxConnections = FEW_CONNECTIONS }: InstanceOptions = {},
): Promise<Instance> {
  const database = await openDatabase(storage, new RecordingLog(), { maxConnections });
  const service = await buildService(
    { ...readConfig({ PUBLIC_URL, RATE_LIMITS: 'off', ...env }), publicUrl: PUBLIC_URL, storage },
    {
      clock,
      mailer: new Mailbox(),
      log: new RecordingLog(),
      randomness: systemRandomness,
      hashingEngine: await loadHashingEngine(),
      database,
      authSecret,
    },
  );
  const url = await service.server.listen({ host: '127.0.0.1', port: 0 });
  return {
    client: new Client(`${url}/graphql`),
    url,
    admin: service.services,
    database: database.client,
    signing: service.services.signing.access,
    stop: async () => {
      await service.stop();
      await database.close();
    },
  };
}
