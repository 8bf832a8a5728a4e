import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { DiskRoom } from './disk-room.js';
import { internalsOf } from './embedded-internals.js';
import { statementNames } from './statement-names.js';

const { serialize } = protocol;

export interface Column {
  readonly name: string;
  readonly dataTypeID: number;
}

/** The result of a statement, with values in PostgreSQL's text format. */
export interface StatementResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly affectedRows: number;
}

export type Run = (sql: string, values: readonly unknown[]) => Promise<StatementResult>;

export interface EmbeddedStatements {
  /** Runs a statement outside any open transaction. */
  readonly alone: Run;
  /** Runs a statement in the caller's open transaction. */
  readonly inTransaction: Run;
  /** Called first in a transaction. The transaction is read-only while the disk is full. */
  readonly begin: () => Promise<void>;
}

/** PostgreSQL's description of a prepared statement. */
interface Prepared {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  readonly columns: readonly Column[];
}

/**
 * Bypasses PGlite's `query`, which parses, describes and plans each statement every time, in separate steps. A statement
 * that is prepared once and sent in one piece takes a quarter of the time, on the thread that serves every request.
 */
export function embeddedStatements(pglite: PGlite, room: Pick<DiskRoom, 'isFull'>): EmbeddedStatements {
  const internals = internalsOf(pglite);
  const nameOf = statementNames();
  const known = new Map<string, Prepared>();

  async function prepare(name: string, text: string): Promise<Prepared> {
    const answer = await send(
      pglite,
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    );
    const statement: Prepared = {
      name,
      parameterTypes: only(answer, messages.ParameterDescriptionMessage)[0]?.dataTypeIDs ?? [],
      columns: only(answer, messages.RowDescriptionMessage)[0]?.fields ?? [],
    };
    if (name !== '') known.set(name, statement);
    return statement;
  }

  async function run(sql: string, args: readonly unknown[]): Promise<StatementResult> {
    await internals.ready();
    const name = nameOf({ sql, args: [...args], argTypes: [] });
    const { parameterTypes, columns } = known.get(name) ?? (await prepare(name, sql));
    const values = args.map((value, index) => asText(pglite, value, parameterTypes[index]));
    const answer = await send(pglite, serialize.bind({ statement: name, values }), serialize.execute({}));
    return {
      columns,
      rows: only(answer, messages.DataRowMessage).map(({ fields }) => fields),
      affectedRows: affectedBy(only(answer, messages.CommandCompleteMessage)[0]?.text ?? ''),
    };
  }

  const inTransaction: Run = (sql, values) => pglite.runExclusive(() => run(sql, values));

  // PostgreSQL decides which statements write: it refuses them with 25006, and reads continue.
  let refusesWrites = false;
  async function followRoom(): Promise<void> {
    const { isFull } = room;
    if (isFull === refusesWrites) return;
    await inTransaction(`SET default_transaction_read_only = ${isFull ? 'on' : 'off'}`, []);
    refusesWrites = isFull;
  }

  return {
    inTransaction,
    alone: (sql, values) =>
      internals.outsideTransactions(async () => {
        await followRoom();
        return inTransaction(sql, values);
      }),
    begin: async () => {
      if (room.isFull || refusesWrites)
        await inTransaction(`SET TRANSACTION READ ${room.isFull ? 'ONLY' : 'WRITE'}`, []);
    },
  };
}

/** Adds the Sync that makes PostgreSQL ready for the next statement, even after an error. */
async function send(pglite: PGlite, ...steps: readonly Uint8Array[]): Promise<readonly object[]> {
  return (await pglite.execProtocol(Buffer.concat([...steps, serialize.sync()]))).messages;
}

function only<T>(answer: readonly object[], kind: new (...args: never[]) => T): T[] {
  return answer.filter((message): message is T & object => message instanceof kind);
}

function asText(pglite: PGlite, value: unknown, type = 0): string | null {
  if (value === null || value === undefined) return null;
  return (pglite.serializers[type] ?? String)(value);
}

/** Reads the count from the tag of the command, such as `INSERT 0 5`. A SELECT affects no row. */
function affectedBy(tag: string): number {
  return Number(/^(?:INSERT|UPDATE|DELETE|MERGE)\b.* (\d+)$/.exec(tag)?.[1] ?? 0);
}
