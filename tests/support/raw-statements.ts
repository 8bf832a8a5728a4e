import { type Database, Prisma } from '../../src/platform/database/client.js';
import type { OpenDatabase } from '../../src/platform/database/open.js';
import { statementOf } from '../../src/platform/database/rows.js';
import type { TestService } from './service.js';
import { nameOf, nodesOf, type SourceFile, type SyntaxNode } from './source-tree.js';

/** A statement begins with its name, as a comment of SQL: `sessions.identify`. */
const NAME = /^\/\* ([\w-]+\.\w+) \*\//;
const RUNS_STATEMENT = /(^|\.)(\$queryRaw|\$executeRaw|rows)$/;

export interface RawStatements {
  /** Sorted. A name that stands twice is in the list twice. */
  readonly names: readonly string[];
  /** Each file that runs a statement without a name. */
  readonly nameless: readonly string[];
}

/** The raw statements of the services, as they stand in the source. */
export function rawStatementsIn(files: readonly SourceFile[]): RawStatements {
  const found = files
    .filter(({ path }) => !path.startsWith('platform/database/'))
    .flatMap(({ path, tree }) => [
      ...nodesOf(tree, 'TaggedTemplateExpression')
        .filter(({ tag }) => RUNS_STATEMENT.test(nameOf(tag)))
        .map(({ template }) => ({ path, name: nameIn(beginningOf(template)) })),
      // A fragment that is handed over has no name.
      ...nodesOf(tree, 'CallExpression')
        .filter(({ callee }) => RUNS_STATEMENT.test(nameOf(callee)))
        .map(() => ({ path, name: null })),
    ]);
  return {
    names: found.flatMap(({ name }) => name ?? []).sort(),
    nameless: found.filter(({ name }) => name === null).map(({ path }) => path),
  };
}

function beginningOf(template: unknown): string {
  const [first] = (template as SyntaxNode)['quasis'] as { raw: string }[];
  return first?.raw ?? '';
}

function nameIn(text: string): string | null {
  return NAME.exec(text)?.[1] ?? null;
}

/** A database that keeps the text of each named statement that it runs. */
export interface CollectingDatabase {
  readonly database: OpenDatabase;
  /** One statement may have several texts: its conditions depend on the request. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The names of the statements in the order in which they ran, and the operations of Prisma's client. */
  readonly ran: string[];
}

export function collectStatements(database: OpenDatabase): CollectingDatabase {
  const texts = new Map<string, Set<string>>();
  const ran: string[] = [];
  const keep = ({ text }: { text: string }) => {
    const name = nameIn(text);
    ran.push(name ?? text);
    if (name !== null) texts.set(name, (texts.get(name) ?? new Set()).add(text));
  };
  const client = database.client.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) => {
        if (operation === '$queryRaw' || operation === '$executeRaw') keep(args);
        else ran.push([model, operation].filter(Boolean).join('.'));
        return query(args);
      },
    },
  });
  const rows: Database['rows'] = (...[strings, ...values]) => {
    keep(Prisma.sql(strings, ...values));
    return database.client.rows(strings, ...values);
  };
  const rawTransaction: Database['rawTransaction'] = (change) =>
    database.client.rawTransaction((tx) =>
      change({
        ...tx,
        $queryRaw: (query, ...values) => {
          keep(statementOf(query, values));
          return tx.$queryRaw(query, ...values);
        },
        $executeRaw: (query, ...values) => {
          keep(statementOf(query, values));
          return tx.$executeRaw(query, ...values);
        },
      }),
    );
  const collecting = Object.assign(client, { rows, rawTransaction }) as unknown as Database;
  return { database: { ...database, client: collecting }, texts, ran };
}

/**
 * What a file `x.statements.ts` exports: it makes the service run the raw statements of the folder of src that it mirrors.
 */
export type RunStatements = (service: TestService) => Promise<void>;
