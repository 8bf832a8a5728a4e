import type { UserChanges } from '../../src/accounts/users/user-changes.js';
import type { Adapters } from '../../src/app/base-services.js';
import { buildService } from '../../src/app/build-service.js';
import { type Config, readConfig } from '../../src/app/config.js';
import type { Service } from '../../src/app/service.js';
import { systemRandomness } from '../../src/core/randomness.js';
import type { Services } from '../../src/core/services.js';
import { loadHashingEngine } from '../../src/credentials/passwords/hashing-engine.js';
import type { Database } from '../../src/platform/database/client.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { Mailbox, MovableClock, RecordingLog } from './adapters.js';
import { Client } from './client.js';
import { createTestStorage, newFolder, type TestStorage } from './database.js';
import { SecretScan } from './secret-scan.js';

export const PUBLIC_URL = 'http://latchkey.test';
/** How long a hook may take that starts what a test needs: on a busy machine a database or a build takes its time. */
export const START_LIMIT = 120_000;

export interface TestService {
  readonly client: Client;
  readonly url: string;
  readonly database: Database;
  readonly clock: MovableClock;
  readonly mailbox: Mailbox;
  readonly log: RecordingLog;
  readonly userChanges: UserChanges;
  readonly admin: Pick<Services, 'administration' | 'directory'>;
  readonly factors: Pick<Services, 'factorChanges' | 'factorEnrolment' | 'secondSteps' | 'sessions'>;
  /** What sign-ins with providers do with a proved account at one. */
  readonly identities: Pick<Services, 'identitySignIns'>;
  readonly housekeeping: Service['housekeeping'];
  /** The work that the service does once a minute. */
  readonly work: Pick<Services, 'abandonedSignIns' | 'dueRemovals'>;
  /** The keys of access tokens, and those of refresh tokens. */
  readonly signing: Services['signing']['access'];
  readonly refreshSigning: Services['signing']['refresh'];
  readonly authSecret: Buffer;
  /** Another instance over the same database: only where that can be shared. */
  stop(): Promise<void>;
}

export interface Overrides {
  readonly env?: Readonly<Record<string, string>>;
  readonly adapters?: Partial<Adapters>;
  /** Where the database has its files that the test brings along. */
  readonly dataDir?: string;
}

/** Where the test brings a database of its own, which may be another instance's as well. */
function withoutDatabase(dataDir: string): TestStorage {
  return { storage: { kind: 'embedded', dataDir }, dataDir, cleanup: async () => undefined };
}

/** The real service on a real socket over a real database of its own; only time, mail and log are the test's. */
export async function startService({
  env = {},
  adapters = {},
  dataDir: brought,
}: Overrides = {}): Promise<TestService> {
  const { storage, dataDir, cleanup } =
    adapters.database === undefined ? await createTestStorage() : withoutDatabase(brought ?? newFolder());
  const startedAt = new Date();
  const config: Config = {
    ...readConfig({
      PUBLIC_URL,
      DATA_DIR: dataDir,
      RATE_LIMITS: 'off',
      MFA_FOR_ADMINISTRATORS: 'optional',
      ...env,
    }),
    storage,
  };
  const database = adapters.database ?? (await openDatabase(storage, new RecordingLog()));
  const own = {
    clock: new MovableClock(),
    mailer: adapters.mailer instanceof Mailbox ? adapters.mailer : new Mailbox(),
    log: new RecordingLog(),
    authSecret: systemRandomness.bytes(32),
    hashingEngine: await loadHashingEngine(),
  };
  const service = await buildService(
    { ...config, publicUrl: config.publicUrl ?? PUBLIC_URL },
    { ...own, randomness: systemRandomness, database, ...adapters },
  );
  const address = await service.server.listen({ host: '127.0.0.1', port: 0 });
  const scan = new SecretScan();
  return {
    client: new Client(`${address}/graphql`, undefined, scan),
    url: address,
    database: database.client,
    clock: own.clock,
    mailbox: own.mailer,
    log: own.log,
    userChanges: service.services.userChanges,
    admin: service.services,
    factors: service.services,
    identities: service.services,
    housekeeping: service.housekeeping,
    work: service.services,
    signing: service.services.signing.access,
    refreshSigning: service.services.signing.refresh,
    authSecret: own.authSecret,
    stop: async () => {
      await service.stop();
      const places = { log: own.log.text, mails: own.mailer.mails, database: database.client };
      const findings = await scan.findings(places);
      await database.close();
      const inFiles = await scan.foundInFiles(dataDir, startedAt, own.authSecret);
      await cleanup();
      expect([...findings, ...inFiles]).toEqual([]);
    },
  };
}
