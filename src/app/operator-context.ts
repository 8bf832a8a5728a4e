import { UserDirectory } from '../admin/user-directory/user-directory.service.js';
import { systemClock } from '../core/clock.js';
import { type Log, silentLog } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import type { RequestMeta } from '../core/viewer.js';
import type { OperatorContext } from '../operator/import-export/import-export.context.js';
import { AuditTrail } from '../platform/audit/audit-trail.service.js';
import type { Shell } from '../platform/command-line/shell.js';
import { withReason } from '../platform/database/open.js';
import { Outbox } from '../platform/mail/outbox.service.js';
import { readConfig } from './config.js';
import { deriveKeys, eventDeclarations } from './registers.js';
import { localUrl, type ServiceConfig, serviceConfig } from './service-config.js';
import { type OpenStorage, openStorage } from './storage.js';

/** The settings and the database of the service, which every command needs. */
export interface Opened {
  readonly config: ServiceConfig;
  readonly storage: OpenStorage;
}

/**
 * Runs a command while the service runs or, with the embedded database, while the service is stopped.
 * @throws StartupError for problems that also prevent the service from starting, and if an embedded database
 * is in use
 */
export async function withStorage<T>(
  { environment }: Pick<Shell, 'environment'>,
  log: Log,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const storage = await openStorage(config, log);
  const whole = serviceConfig(config, config.publicUrl ?? localUrl(config.port));
  try {
    return await withReason(storage.database, () => work({ config: whole, storage }));
  } finally {
    await storage.close();
  }
}

/**
 * The services with which a command changes the database. Its events are recorded but neither logged nor
 * handled, because the command reports its result itself.
 */
export async function openWriting({ database: { client: database }, secrets }: OpenStorage) {
  const { authSecret, previousAuthSecret } = await secrets();
  const base = { database, clock: systemClock, randomness: systemRandomness };
  const keys = deriveKeys(authSecret, systemRandomness, previousAuthSecret);
  // The operator may send any number of mails to any address.
  const outbox = new Outbox({ ...base, box: keys.outbox, allowance: { allows: async () => true } });
  const audit = new AuditTrail({
    ...base,
    log: silentLog,
    events: eventDeclarations,
    subscribers: [],
    transactionalHandlers: [],
    committed: (tx) => outbox.committed(tx),
  });
  return { ...base, keys, outbox, audit };
}

export function requestMetaOf(command: string): RequestMeta {
  return { requestId: systemRandomness.uuid(), ipAddress: null, userAgent: `latchkey ${command}` };
}

export function withOperatorContext<T>(
  shell: Shell,
  command: string,
  work: (context: OperatorContext) => Promise<T>,
): Promise<T> {
  return withStorage(shell, silentLog, async ({ config, storage }) =>
    work({
      ...(await openWriting(storage)),
      config,
      links: config,
      requestMeta: requestMetaOf(command),
    }),
  );
}

export function withUserDirectory<T>(
  shell: Shell,
  work: (directory: UserDirectory) => Promise<T>,
): Promise<T> {
  return withStorage(shell, notingErrors(shell), ({ storage }) =>
    work(new UserDirectory({ database: storage.database.client, clock: systemClock })),
  );
}

/** A log that writes errors to standard error, for a person. */
export function notingErrors({ note }: Pick<Shell, 'note'>): Log {
  return {
    ...silentLog,
    error: (details, sentence) => note(`${sentence} ${JSON.stringify(details)}\n`),
  };
}
