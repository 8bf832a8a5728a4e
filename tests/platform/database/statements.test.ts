import pg from 'pg';
import { columnName } from '../../../src/platform/database/columns.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import {
  createTestStorage,
  STORAGE_KINDS,
  type StorageKind,
  silentLog,
  type TestStorage,
} from '../../support/database.js';
import { type Description, openPreparing } from '../../support/preparing.js';
import {
  type CollectingDatabase,
  collectStatements,
  type RunStatements,
  rawStatementsIn,
} from '../../support/raw-statements.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { readSource, readTests } from '../../support/source-tree.js';

const source = rawStatementsIn(readSource());
const walks = await Promise.all(
  readTests()
    .filter(({ path }) => path.endsWith('.statements.ts'))
    .map(({ path }) => import(`../../../${path}`) as Promise<{ default: RunStatements }>),
);

const { BOOL, BYTEA, INT2, INT4, TEXT, TIMESTAMP, UUID, VARCHAR } = pg.types.builtins;
const [TEXTS, VARCHARS, NOTHING] = [1009, 1015, 2278];
/** Both drivers read these alike. `void` is what a lock yields, which no service reads. */
const READ_ALIKE: readonly number[] = [
  BOOL,
  BYTEA,
  INT2,
  INT4,
  TEXT,
  TEXTS,
  TIMESTAMP,
  UUID,
  VARCHAR,
  VARCHARS,
  NOTHING,
];
/** Types of our own, such as enums, have another number in each database. */
const FIRST_OWN_TYPE = 16_384;
/** Columns of tables that hold a secret, or something to guess it by, and the statements that need one. */
const SECRET = /\.(phc|digest|previous_digest|code_digest|sealed\w*|link_of)$/;
const NEEDS_SECRET: Readonly<Record<string, string>> = {
  'passwords.find': 'password_hashes.phc',
  'due-mails.claim': 'outbox_mails.sealed',
  'mailed-codes.attempt': 'mailed_codes.code_digest',
};

let storage: TestStorage;
let collecting: CollectingDatabase;
let service: TestService;
beforeAll(async () => {
  storage = await createTestStorage();
  collecting = collectStatements(await openDatabase(storage.storage, silentLog));
  service = await startService({
    adapters: { database: collecting.database },
    dataDir: storage.dataDir,
    env: {
      DEVICE_ACCOUNTS_POLICY: 'refuse',
      FEDERATION: 'on',
      REFERRAL_REWARD: '1.00',
      MAILED_CODES: 'registration',
    },
  });
  for (const walk of walks) await walk.default(service);
}, START_LIMIT);
afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

it('every raw statement of a service begins with a name of its own', () => {
  expect(source.nameless).toEqual([]);
  expect(source.names.filter((name, index) => source.names.indexOf(name) !== index)).toEqual([]);
  expect(source.names.length).toBeGreaterThan(50);
});

it('every named statement is run by a file x.statements.ts of the tests', () => {
  const missing = source.names.filter((name) => !collecting.texts.has(name));
  expect(missing.map((name) => `${name} was run by no x.statements.ts, so nothing has prepared it`)).toEqual(
    [],
  );
});

const described = new Map<StorageKind, { name: string; text: string; description: Description }[]>();

describe.each(STORAGE_KINDS)('on the %s database, every named statement', (kind) => {
  const statements: { name: string; text: string; description: Description }[] = [];
  const failures: string[] = [];
  beforeAll(async () => {
    const database = await openPreparing(kind);
    for (const [name, texts] of collecting.texts)
      for (const text of texts)
        await database.describe(text).then(
          (description) => statements.push({ name, text, description }),
          (error: Error) => failures.push(`${name} cannot be prepared: ${error.message}`),
        );
    await database.close();
    described.set(kind, statements);
  }, START_LIMIT);

  const columns = () =>
    statements.flatMap(({ name, description }) =>
      description.columns.map((column) => ({ ...column, in: name })),
    );

  it('can be prepared and described', () => {
    expect(failures).toEqual([]);
    const missing = source.names.filter((name) => !statements.some((one) => one.name === name));
    expect(missing.map((name) => `${name} was not prepared and described`)).toEqual([]);
  });

  it('yields columns with different names', () => {
    const doubled = statements.filter(
      ({ description }) =>
        new Set(description.columns.map(({ name }) => name)).size < description.columns.length,
    );
    expect(doubled.map(({ name }) => name)).toEqual([]);
  });

  it('yields values that both drivers read alike', () => {
    const others = columns().filter(({ type }) => !READ_ALIKE.includes(type));
    expect(others.map((column) => `${column.in} yields "${column.name}" of type ${column.type}`)).toEqual([]);
  });

  it('calls a column of a table by the name of its field in the model', () => {
    const renamed = columns().filter(
      ({ name, source: column }) => column !== null && column.split('.')[1] !== columnName(name),
    );
    expect(renamed.map((column) => `${column.in} yields ${column.source} as "${column.name}"`)).toEqual([]);
  });

  it('yields no secret but where the service needs it', () => {
    const secrets = columns().filter(
      (column) => SECRET.test(column.source ?? '') && NEEDS_SECRET[column.in] !== column.source,
    );
    expect(secrets.map((column) => `${column.in} yields ${column.source}`)).toEqual([]);
  });

  if (kind !== 'embedded')
    it('has the same parameters and columns as on the embedded database', () => {
      const typesOf = (of: typeof statements) =>
        of.map(({ name, text, description: { parameterTypes, columns: all } }) => ({
          name,
          text,
          parameterTypes: parameterTypes.map(alikeEverywhere),
          columns: all.map((column) => ({ ...column, type: alikeEverywhere(column.type) })),
        }));
      expect(typesOf(statements)).toEqual(typesOf(described.get('embedded') ?? []));
    });
});

function alikeEverywhere(type: number): number {
  return Math.min(type, FIRST_OWN_TYPE);
}
