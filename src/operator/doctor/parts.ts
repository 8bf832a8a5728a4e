import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../core/clock.js';
import type { Comparison } from '../../core/clock-comparison.js';
import { StartupError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import { systemRandomness } from '../../core/randomness.js';
import { Passkeys } from '../../credentials/passkeys/passkeys.service.js';
import { DataFolder, DataFolderInUse } from '../../platform/database/data-folder.js';
import { inspectPostgresql, type PostgresqlInspection } from '../../platform/database/inspection.js';
import {
  type OpenDatabase,
  openDatabase,
  type PostgresqlStorage,
  type Storage,
} from '../../platform/database/open.js';
import { checkSmtp } from '../../platform/mail/smtp-mailer.js';
import type { SmtpServer } from '../../platform/mail/smtp-server.js';
import { inspectRedis } from '../../platform/rate-limits/redis-inspection.js';
import type { KeyMaterial } from '../../sessions/signing-keys/key-kind.js';
import type { KeyStore, StoredKey } from '../../sessions/signing-keys/key-store.service.js';
import { keyStores } from '../../sessions/signing-keys/open-signing-keys.js';
import { checkAdministrators } from './administrators.js';
import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem, skipped, warning } from './finding.js';
import { checkInstances } from './instances.js';
import { checkPasskeys } from './passkeys.js';
import { checkPooler } from './pooler.js';
import { checkPostgresqlState } from './postgresql-state.js';

/** The findings about a dependency of the service, and the comparison with its clock. */
export interface Visit {
  readonly findings: readonly Finding[];
  readonly comparison?: Comparison;
}

const OLDEST_POSTGRESQL = 140_000;
/** With any other policy, Redis may evict counters, and an evicted counter lifts a limit. */
const KEEPING_POLICIES = ['noeviction', 'volatile-ttl'];

export async function visitPostgresql(
  storage: PostgresqlStorage,
  config: ExaminedConfig,
  clock: Clock,
  log: Log,
): Promise<Visit> {
  const before = clock.now();
  let inspection: PostgresqlInspection;
  try {
    inspection = await inspectPostgresql(storage, log);
  } catch (error) {
    const advice = 'Check that PostgreSQL runs, and that DATABASE_URL has its address, role and password.';
    return { findings: [problem('database', messageOf(error), advice)] };
  }
  const comparison = { of: 'PostgreSQL', theirs: inspection.now, before, after: clock.now() };
  const findings = [
    ...findingsOf(inspection),
    ...checkPooler(inspection, storage.pooler ?? 'none'),
    ...checkInstances(inspection.issuers, config),
    ...checkAdministrators(inspection.unprotectedAdministrators, config),
  ];
  const isWhole = findings.every(({ status }) => status !== 'problem');
  const rows = isWhole ? await checkRows(storage, config, log) : [];
  return { findings: [...findings, ...rows], comparison };
}

function findingsOf(inspection: PostgresqlInspection): Finding[] {
  const { version, migrations, closedTables } = inspection;
  const release = `${Math.floor(version / 10_000)}.${version % 10_000}`;
  const { pending, failed } = migrations;
  const [broken] = failed;
  if (inspection.foreignOwner !== null)
    return [
      problem(
        'database',
        `The database ${inspection.foreignOwner}.`,
        'Give Latchkey a database of its own in DATABASE_URL.',
      ),
    ];
  return [
    version >= OLDEST_POSTGRESQL
      ? ok('database', `PostgreSQL ${release} answers.`)
      : problem('database', `PostgreSQL ${release} is too old.`, 'Use 14 or later.'),
    broken !== undefined
      ? problem(
          'migrations',
          `The migration ${broken} failed.`,
          `Repair the cause, then run: latchkey migrate --retry ${broken}`,
        )
      : pending.length > 0
        ? problem('migrations', `The database lacks ${pending.length} migration(s).`, 'Run: latchkey migrate')
        : ok('migrations', 'All migrations are applied.'),
    ...(closedTables.length > 0
      ? [
          problem(
            'privileges',
            `The role cannot read and write ${closedTables.join(', ')}.`,
            'Migrate and serve with the role that owns the database.',
          ),
        ]
      : []),
    ...checkPostgresqlState(inspection),
  ];
}

/** The checks of what is stored, for which the database must have every table. */
async function checkRows(storage: Storage, config: ExaminedConfig, log: Log): Promise<Finding[]> {
  const { authSecret, publicUrl, webauthnRpId } = config;
  const rpId = webauthnRpId ?? (publicUrl === null ? null : new URL(publicUrl).hostname);
  const database = await openDatabase(storage, log, { maxConnections: 1 });
  try {
    return [
      ...(authSecret === null ? [] : [await checkKeys(database, config, authSecret)]),
      ...(rpId === null ? [] : [checkPasskeys(await countOfStrays(database, rpId), rpId)]),
    ];
  } finally {
    await database.close();
  }
}

async function checkKeys(
  { client: database }: OpenDatabase,
  config: ExaminedConfig,
  authSecret: Buffer,
): Promise<Finding> {
  const keys = config.deriveKeys(authSecret, systemRandomness, config.previousAuthSecret);
  const { access, refresh } = keyStores({ database, keys });
  const closed = (await countClosed(access)) + (await countClosed(refresh));
  return closed === 0
    ? ok('keys', 'The secret decrypts all signing keys.')
    : problem(
        'keys',
        `AUTH_SECRET does not decrypt ${closed} signing key(s).`,
        'Set the AUTH_SECRET of this database; after a rotation, set AUTH_SECRET_PREVIOUS too.',
      );
}

function countOfStrays({ client: database }: OpenDatabase, rpId: string): Promise<number> {
  const passkeys = new Passkeys({ database, clock: systemClock, randomness: systemRandomness });
  return passkeys.countOfOthers(rpId);
}

type AnyStore = Pick<KeyStore<KeyMaterial>, 'all' | 'open'>;

async function countClosed(store: AnyStore): Promise<number> {
  const opened = await Promise.all((await store.all()).map((key) => opens(store, key)));
  return opened.filter((isOpen) => !isOpen).length;
}

function opens(store: AnyStore, key: StoredKey): Promise<boolean> {
  return store.open(key).then(
    () => true,
    () => false,
  );
}

/** Opens only the lock: opening an embedded database would migrate it. */
export async function visitFolder({ dataDir, authSecret }: ExaminedConfig): Promise<Finding[]> {
  const check = 'data-folder';
  if (!existsSync(dataDir)) return [ok(check, `The first start creates ${dataDir} with a database in it.`)];
  try {
    const folder = await DataFolder.open(dataDir, systemRandomness);
    try {
      if (authSecret === null && existsSync(join(dataDir, 'secret'))) await folder.readOrCreateSecret();
    } finally {
      await folder.close();
    }
    await access(dataDir, constants.W_OK | constants.R_OK);
    return [ok(check, `${dataDir} exists, and no process uses it.`)];
  } catch (error) {
    if (error instanceof DataFolderInUse)
      return [skipped(check, `${dataDir} is in use by another process, such as the service.`)];
    return [problem(check, messageOf(error), 'Make the user that runs the service the owner of the folder.')];
  }
}

/** The folder for mails that are written without an SMTP server. */
export async function visitMailFolder({ dataDir }: ExaminedConfig): Promise<Finding[]> {
  if (!existsSync(dataDir)) return [];
  return access(dataDir, constants.W_OK).then(
    () => [],
    () => [
      problem(
        'data-folder',
        `${dataDir} cannot be written to.`,
        'Without SMTP_URL, mails are written there.',
      ),
    ],
  );
}

export async function visitRedis(url: string, clock: Clock): Promise<Visit> {
  const before = clock.now();
  try {
    const { now, evictionPolicy } = await inspectRedis(url);
    const comparison = { of: 'Redis', theirs: now, before, after: clock.now() };
    const isKept = evictionPolicy === null || KEEPING_POLICIES.includes(evictionPolicy);
    const finding = isKept
      ? ok('redis', 'Redis answers.')
      : warning(
          'redis',
          `Redis answers, but evicts counters by ${evictionPolicy} when its memory is full.`,
          `Set maxmemory-policy to ${KEEPING_POLICIES.join(' or ')}: evicting a counter lifts its limit.`,
        );
    return { findings: [finding], comparison };
  } catch (error) {
    const advice =
      'Check that Redis runs, and that REDIS_URL has its address and password. Until then, each instance counts alone.';
    return { findings: [problem('redis', `Redis does not answer: ${reasonOf(error)}.`, advice)] };
  }
}

export async function visitSmtp(server: SmtpServer): Promise<Finding> {
  const name = `${server.host}:${server.port}`;
  return checkSmtp(server).then(
    () =>
      ok('smtp', `The SMTP server ${name} accepts the connection${server.auth ? ' and the password' : ''}.`),
    (error) =>
      problem(
        'smtp',
        `The SMTP server ${name} cannot be used: ${reasonOf(error)}.`,
        'Check that the server runs and offers TLS with a valid certificate, and that SMTP_URL has its name and password.',
      ),
  );
}

function messageOf(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  return `${reasonOf(error)}.`;
}

/** The messages of drivers name hosts and causes, and never quote a password. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || 'no reason given').replace(/\.$/, '');
}
