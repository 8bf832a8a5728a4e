import { messages, protocol } from '@electric-sql/pglite';
import pg from 'pg';
import { openInMemory } from '../../src/platform/database/embedded.js';
import { MIGRATIONS_FOLDER } from '../../src/platform/database/migration-folder.js';
import { createTestStorage, type StorageKind } from './database.js';

export interface DescribedColumn {
  readonly name: string;
  readonly type: number;
  /** The column of a table that it shows as it is, such as `sessions.created_at`; null for anything computed. */
  readonly source: string | null;
}

/** What a database tells of a statement that it has prepared. */
export interface Description {
  readonly parameterTypes: readonly number[];
  readonly columns: readonly DescribedColumn[];
}

/** A migrated database that prepares and describes statements, and runs none. */
export interface Preparing {
  /** @throws as the database does when it cannot prepare the statement */
  describe(text: string): Promise<Description>;
  close(): Promise<void>;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly tableID: number;
  readonly columnID: number;
}

const COLUMNS = `SELECT attrelid::int AS id, attnum::int AS number, attrelid::regclass || '.' || attname AS name
                 FROM pg_attribute WHERE attnum > 0 AND attrelid >= 16384`;
interface TableColumn {
  readonly id: number;
  readonly number: number;
  readonly name: string;
}

export function openPreparing(kind: StorageKind): Promise<Preparing> {
  return kind === 'embedded' ? openEmbedded() : openPostgresql();
}

async function openEmbedded(): Promise<Preparing> {
  const pglite = await openInMemory(MIGRATIONS_FOLDER);
  const { rows } = await pglite.query<TableColumn>(COLUMNS);
  const { parse, describe, sync } = protocol.serialize;
  return {
    describe: async (text) => {
      const steps = [parse({ text }), describe({ type: 'S' }), sync()];
      const answer = await pglite.execProtocol(Buffer.concat(steps));
      const parameters = answer.messages.find((one) => one instanceof messages.ParameterDescriptionMessage);
      const row = answer.messages.find((one) => one instanceof messages.RowDescriptionMessage);
      return {
        parameterTypes: parameters?.dataTypeIDs ?? [],
        columns: columnsOf(row?.fields ?? [], rows),
      };
    },
    close: () => pglite.close(),
  };
}

async function openPostgresql(): Promise<Preparing> {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('Another kind was asked for');
  const client = new pg.Client({ connectionString: storage.url });
  await client.connect();
  const { rows } = await client.query<TableColumn>(COLUMNS);
  return {
    describe: async (text) => {
      const { parameterTypes, fields } = await new Promise<Prepared>((resolve, reject) => {
        client.query(new Preparation(text, resolve, reject));
      });
      return { parameterTypes, columns: columnsOf(fields, rows) };
    },
    close: async () => {
      await client.end();
      await cleanup();
    },
  };
}

interface Prepared {
  readonly parameterTypes: readonly number[];
  readonly fields: readonly Field[];
}

/** A query of pg that is prepared and described but not run: it has no parameters to run with. */
class Preparation implements pg.Submittable {
  #parameterTypes: readonly number[] = [];
  #fields: readonly Field[] = [];

  constructor(
    private readonly text: string,
    private readonly resolve: (prepared: Prepared) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.once('parameterDescription', ({ dataTypeIDs }: { dataTypeIDs: readonly number[] }) => {
      this.#parameterTypes = dataTypeIDs;
    });
    connection.parse({ name: '', text: this.text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#fields = fields;
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve({ parameterTypes: this.#parameterTypes, fields: this.#fields });
  }
}

function columnsOf(fields: readonly Field[], known: readonly TableColumn[]): DescribedColumn[] {
  return fields.map(({ name, dataTypeID, tableID, columnID }) => ({
    name,
    type: dataTypeID,
    source: known.find(({ id, number }) => id === tableID && number === columnID)?.name ?? null,
  }));
}
