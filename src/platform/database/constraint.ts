/**
 * The only module that interprets errors of the database. The two adapters report the same event differently,
 * and a lost connection appears as an error of Prisma, of the driver or of the socket.
 */

interface Cause {
  readonly kind?: string;
  readonly originalCode?: string;
  readonly constraint?: { readonly fields?: readonly string[]; readonly index?: string };
  readonly table?: string;
}

interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: Cause } };
}

/** The connection could not be opened, or it was lost. */
const UNAVAILABLE_KINDS = new Set([
  'AuthenticationFailed',
  'ConnectionClosed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/**
 * By SQLSTATE: 08 connection exception; 53 resources exhausted; 57 server stopped or starting, or timeout;
 * 55000 accepts no connections; 55P03 lock timeout of the operator; 25006 a standby after a failover; 25P03
 * and 25P04 transaction timeouts.
 */
const UNAVAILABLE_STATE = /^(08\w{3}|53\w{3}|57P\d\d|57014|55000|55P03|25006|25P0[34])$/;

const UNAVAILABLE_SOCKET =
  /^(EAI_AGAIN|ECONNABORTED|ECONNREFUSED|ECONNRESET|EHOSTDOWN|EHOSTUNREACH|ENETDOWN|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

/** The errors of pg, of PGlite and of a raw transaction that have a message but no code. */
const UNAVAILABLE_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated|Client (has encountered a connection error|was closed) and is not queryable|Query read timeout|The transaction took too long|Cannot use a pool after calling end|PGlite is clos)/;

/** P2028 also reports programming errors, such as the use of a transaction after its end. */
const OUT_OF_TIME = /Unable to start a transaction in the given time|expired transaction/;

/**
 * The column whose uniqueness a write violates, as the database names it, such as `email_key`. For a
 * constraint over several columns, their names joined by `_`.
 * @returns null for any other error, and on PostgreSQL for a primary key
 */
export function violatedUniqueColumn(error: unknown): string | null {
  const cause = causeOf(error);
  if (cause?.kind !== 'UniqueConstraintViolation') return null;
  const { fields, index } = cause.constraint ?? {};
  if (fields !== undefined) return fields.join('_');
  // Prisma names a unique index <table>_<columns>_key. adapter-pg reports only the index.
  const prefix = `${cause.table ?? ''}_`;
  if (!index?.startsWith(prefix) || !index.endsWith('_key')) return null;
  return index.slice(prefix.length, -'_key'.length);
}

/** Whether a write violates a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return causeOf(error)?.kind === 'UniqueConstraintViolation';
}

/** Whether a write refers to a row that does not exist, or was deleted. */
export function violatesReference(error: unknown): boolean {
  return causeOf(error)?.kind === 'ForeignKeyConstraintViolation';
}

/**
 * 40P01 deadlock; 40001 serialization failure; 0A000 a migration changed a table of a prepared statement.
 * 0A000 also means an unsupported feature, but no statement of the service uses one.
 */
const UNDONE_STATE = /^(40P01|40001|0A000)$/;

/** Whether the database rolled back the statement and its transaction, and an immediate retry may succeed. */
export function wasUndone(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause === undefined) return UNDONE_STATE.test((error as Failure | null | undefined)?.code ?? '');
  return cause.kind === 'TransactionWriteConflict' || UNDONE_STATE.test(cause.originalCode ?? '');
}

/** Whether the same request may succeed later: the database is lost, stopping, overloaded or too slow. */
export function isUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause !== undefined) {
    return UNAVAILABLE_KINDS.has(cause.kind ?? '') || UNAVAILABLE_STATE.test(cause.originalCode ?? '');
  }
  if (!(error instanceof Error)) return false;
  const { code = '', message } = error as Error & Failure;
  if (code === 'P2028') return OUT_OF_TIME.test(message);
  return UNAVAILABLE_SOCKET.test(code) || UNAVAILABLE_STATE.test(code) || UNAVAILABLE_MESSAGE.test(message);
}

function causeOf(error: unknown): Cause | undefined {
  const failure = error as (Failure & { readonly name?: string; readonly cause?: Cause }) | null | undefined;
  // If a connection is lost at COMMIT, the adapter throws its own error, which Prisma does not wrap.
  return failure?.name === 'DriverAdapterError' ? failure.cause : failure?.meta?.driverAdapterError?.cause;
}
