import pg from 'pg';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import type { Pooler } from './storage.js';

/** The pooler between this process and PostgreSQL. */
export interface Pooling {
  /** `transaction`: connections of this process changed or shared a connection of the server. */
  readonly mode: 'none' | 'session' | 'transaction';
  /** Whether a prepared statement stays with the connection that prepared it. */
  readonly keepsStatements: boolean;
}

const PATIENCE = Duration.seconds(4);
const ROUNDS = 4;
const PROBE = 'latchkey_pooler_probe';
const DIRECT: Pooling = { mode: 'none', keepsStatements: true };
/** The name is taken or unknown: the pooler has switched to another connection of the server. */
const LOST_STATEMENT = /^(42P05|26000)$/;

/**
 * Checks whether a pooler such as PgBouncer shares server connections between transactions. A pooler gives
 * its clients process ids of its own, so one query recognises a direct connection (decision 31).
 */
export async function findPooling(connectionString: string): Promise<Pooling> {
  const one = newProbe(connectionString);
  try {
    await one.connect();
    if (await isDirect(one)) return DIRECT;
    const other = newProbe(connectionString);
    try {
      await other.connect();
      return await compare([one, other]);
    } finally {
      await end(other);
    }
  } finally {
    await end(one);
  }
}

/**
 * Refuses a setting that would fail behind this pooler, at the second or third request and not at the first.
 * @throws StartupError
 */
export function requireFittingPooler({ mode, keepsStatements }: Pooling, pooler: Pooler): void {
  if (pooler === 'transaction' || mode !== 'transaction' || keepsStatements) return;
  throw new StartupError(
    'A pooler in front of PostgreSQL, such as PgBouncer before 1.21, runs in transaction mode without prepared ' +
      'statements. Set DATABASE_POOLER=transaction, or point DATABASE_URL to PostgreSQL itself.',
  );
}

async function compare(clients: readonly pg.Client[]): Promise<Pooling> {
  const seen = clients.map(() => new Set<number>());
  let keepsStatements = true;
  for (let round = 0; round < ROUNDS && keepsStatements; round++)
    for (const [index, client] of clients.entries()) {
      const backend = await namedBackendOf(client);
      if (backend === null) keepsStatements = false;
      else seen[index]?.add(backend);
    }
  if (!keepsStatements) for (const client of clients) await forgetProbe(client);
  const [first = new Set<number>(), second = new Set<number>()] = seen;
  const isShared =
    !keepsStatements || first.size > 1 || second.size > 1 || [...first].some((one) => second.has(one));
  return { mode: isShared ? 'transaction' : 'session', keepsStatements };
}

/** @returns null if the statement was lost */
async function namedBackendOf(client: pg.Client): Promise<number | null> {
  try {
    const { rows } = await client.query({ name: PROBE, text: 'SELECT pg_backend_pid() AS pid' });
    return Number(rows[0]?.pid);
  } catch (error) {
    if (LOST_STATEMENT.test((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

/** Whether the connection is one of the server, not of a pooler before it. */
export async function isDirect(client: pg.ClientBase): Promise<boolean> {
  return (await backendOf(client)) === processIdOf(client);
}

async function backendOf(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return Number(rows[0]?.pid);
}

/** The pooler gives the server connection to other clients, so it must not keep our statement. */
async function forgetProbe(client: pg.Client): Promise<void> {
  await client.query(`DEALLOCATE ${PROBE}`).catch(() => undefined);
}

function newProbe(connectionString: string): pg.Client {
  const client = new pg.Client({
    connectionString,
    application_name: 'latchkey',
    connectionTimeoutMillis: PATIENCE.milliseconds,
    query_timeout: PATIENCE.milliseconds,
  });
  client.on('error', () => undefined);
  return client;
}

/** pg keeps the process id that the server sends at the start, but its types lack it. */
function processIdOf(client: pg.ClientBase): number | null {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : null;
}

async function end(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
