import {
  ANSWERS_WITH_TOKENS,
  ASSERTIONS,
  CALLS,
  HOLDS_DATABASE,
  IMPORTED_NAMES,
  MEMBERS,
  MODULES_NOWHERE,
  OPENING,
  OUTGOING,
  OUTGOING_MODULES,
  PACKAGES,
  PLATFORM,
  ROWS,
  SPEAKS_TO_DATABASE,
  UNDIVIDED,
} from './architecture.data.js';
import {
  assertedTypesIn,
  callsIn,
  memberNamesIn,
  nodesOf,
  type SourceFile,
  type SyntaxNode,
  textsIn,
} from './source-tree.js';

/** The capability that a file belongs to: `flows/sign-in`, or the row itself where it has no folders of its own. */
export function leafOf(path: string): string {
  const [row = '', leaf] = path.split('/').slice(0, -1);
  return leaf === undefined || UNDIVIDED.includes(row) ? row : `${row}/${leaf}`;
}

const rowOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const rankOf = (row: string) => ROWS.findIndex((rows) => rows.includes(row));

/** Every import that leads to a row above, to a neighbour, or out of a package that runs elsewhere. */
export function importsUpward(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ of, isOurs }) => isOurs && leafOf(of) !== leafOf(path) && !mayImport(path, of))
      .map(({ of }) => `${path} imports ${of}`),
  );
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [leafOf(path), leafOf(target)];
  if (path === 'main.ts') return to === 'app';
  if (rowOf(path) === 'packages') return from === 'packages/client' && to === 'generated/client';
  if (to === 'generated/client' || rowOf(target) === 'packages') return false;
  if (rowOf(path) === 'platform' && rowOf(target) === 'platform') return (PLATFORM[from] ?? []).includes(to);
  return rankOf(rowOf(target)) >= 0 && rankOf(rowOf(target)) < rankOf(rowOf(path));
}

/** Each file whose folder is not part of the layout. */
export function misplacedFiles(files: readonly SourceFile[]): string[] {
  const rows = [...ROWS.flat(), 'packages'];
  return files
    .map(({ path }) => path)
    .filter((path) => path !== 'main.ts')
    .filter((path) => {
      const [row = '', ...rest] = path.split('/');
      const depth = UNDIVIDED.includes(row) ? [1, 2] : [2];
      // A capability keeps its sentences in a folder of their own, and a package its build.
      const inside = rest.filter((part) => part !== 'texts' && part !== 'build');
      return !rows.includes(row) || !depth.includes(inside.length);
    });
}

export function misplacedPackages(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ of, isOurs }) => !isOurs && !of.startsWith('node:') && !PACKAGES[of]?.test(path))
      .map(({ of }) => `${path} imports ${of}${PACKAGES[of] ? '' : ', which has no home'}`),
  );
}

export function misplacedNames(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports, tree }) => {
    const named = imports
      .filter(({ isOurs }) => !isOurs)
      .flatMap(({ names }) => names)
      .filter((name) => Object.hasOwn(IMPORTED_NAMES, name) && !IMPORTED_NAMES[name]?.test(path));
    const modules = imports
      .map(({ of }) => of)
      .filter((of) => MODULES_NOWHERE.test(of) && !(OUTGOING.test(path) && OUTGOING_MODULES.test(of)));
    const calls = callsIn(tree)
      .map(({ name, isNew, argumentCount }) => {
        if (name === 'Date') return argumentCount === 0 ? `${isNew ? 'new ' : ''}Date()` : '';
        return isNew ? `new ${name}` : name;
      })
      .filter((name) => Object.hasOwn(CALLS, name) && !CALLS[name]?.test(path));
    const members = memberNamesIn(tree).filter((name) =>
      MEMBERS.some(([pattern, where]) => pattern.test(name) && !where.test(path)),
    );
    return [...named, ...modules, ...calls, ...members].map((name) => `${path} uses ${name}`);
  });
}

/** Each assertion of a branded type outside the file that makes its values. */
export function forgedBrands(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, tree }) =>
    assertedTypesIn(tree)
      .filter((name) => Object.hasOwn(ASSERTIONS, name) && !ASSERTIONS[name]?.test(path))
      .map((name) => `${path} asserts ${name}`),
  );
}

/** Each model of the database, with its table and the one folder that writes it. */
export type Owners = Readonly<Record<string, { readonly table: string; readonly folder: string }>>;

/** As the capabilities declare it. */
export function ownersIn(files: readonly SourceFile[]): Owners {
  return Object.fromEntries(
    files
      .filter(({ path }) => path.endsWith('.capability.ts'))
      .flatMap(({ path, text }) => {
        const [, declared = ''] = /\n {2}owns: \{([^}]*)\}/.exec(text) ?? [];
        return [...declared.matchAll(/(\w+): '(\w+)'/g)].map(([, model = '', table = '']) => [
          `${model[0]?.toLowerCase()}${model.slice(1)}`,
          { table, folder: path.slice(0, path.lastIndexOf('/')) },
        ]);
      }),
  );
}

function queryOf(owners: Owners): RegExp {
  const models = Object.keys(owners).join('|');
  return new RegExp(
    `\\.(\\$(queryRaw|executeRaw|transaction|extends)|(${models})\\.(find|create|update|upsert|delete|count|aggregate|groupBy)\\w*)$|^Prisma\\.(sql|join|empty)$`,
  );
}

export function misplacedQueries(files: readonly SourceFile[], owners: Owners): string[] {
  const query = queryOf(owners);
  return files
    .filter(({ path }) => !SPEAKS_TO_DATABASE.test(path))
    .flatMap(({ path, tree, imports }) => [
      ...memberNamesIn(tree)
        .filter((name) => query.test(name))
        .map((name) => `${path} calls ${name}`),
      ...imports
        .filter(({ of }) => of === 'platform/database/client.ts' && !HOLDS_DATABASE.test(path))
        // Handing a transaction on is not a use of the client.
        .flatMap(({ names }) => names.filter((name) => !/^(Raw)?Transaction$/.test(name)))
        .map((name) => `${path} imports ${name}`),
      ...imports
        .filter(({ of }) => of.startsWith('generated/') && !of.startsWith('generated/client/'))
        .map(({ of }) => `${path} imports ${of}`),
    ]);
}

/** Each write to a table from outside the folder that owns it, by the client or in SQL. */
export function foreignWrites(files: readonly SourceFile[], owners: Owners): string[] {
  return files.flatMap(({ path, tree }) => {
    const sql = textsIn(tree).join('\n');
    const foreign = Object.entries(owners).filter(
      ([, { folder, table }]) =>
        !path.startsWith(`${folder}/`) && !(path === OPENING.writer && OPENING.tables.includes(table)),
    );
    return foreign.flatMap(([model, { table }]) => {
      const call = new RegExp(`\\.${model}\\.(create|update|upsert|delete)\\w*$`);
      const statement = new RegExp(
        `\\b(INSERT\\s+INTO|UPDATE(\\s+ONLY)?|DELETE\\s+FROM(\\s+ONLY)?|MERGE\\s+INTO|TRUNCATE(\\s+TABLE)?|COPY)\\s+(public\\.)?"?${table}\\b`,
        'i',
      );
      const calls = memberNamesIn(tree).filter((name) => call.test(name));
      return [...calls, ...(statement.exec(sql)?.slice(0, 1) ?? [])].map((what) => `${path}: ${what}`);
    });
  });
}

/** Each place that could open a session besides the door (`flows/sign-in`). */
export function misplacedOpenings(files: readonly SourceFile[]): string[] {
  const { service, file, writer, callers } = OPENING;
  const insert = /\bINSERT\s+INTO\s+(public\.)?"?sessions\b/i;
  return files.flatMap(({ path, tree, imports }) => {
    const texts = textsIn(tree);
    const names = [...texts, ...nodesOf(tree, 'Identifier').map(({ value }) => value)];
    const isNamed = names.includes(service) || imports.some(({ of }) => of === file);
    const inserts =
      insert.test(texts.join('\n')) ||
      memberNamesIn(tree).some((name) => /\.session\.(create|upsert)\w*$/.test(name));
    return [
      ...(isNamed && !callers.test(path) ? [`${path} names ${service}`] : []),
      ...(inserts && path !== writer ? [`${path} inserts a session`] : []),
    ];
  });
}

/** Each operation and field that answers with `AuthPayload` where it may not. */
export function misplacedAnswers(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, tree }) =>
    nodesOf(tree, 'ClassMethod', 'ClassProperty')
      .filter((member) => nodesOf(member, 'Decorator').some(namesAuthPayload))
      .map(({ key }) => `${path}: ${(key as SyntaxNode)['value']}`)
      .filter((name) => !ANSWERS_WITH_TOKENS.test(name)),
  );
}

function namesAuthPayload(decorator: SyntaxNode): boolean {
  return nodesOf(decorator, 'Identifier').some(({ value }) => value === 'AuthPayload');
}

/** Each file of more than 250 lines, but for those that hold data alone. */
export function tooLong(files: readonly Pick<SourceFile, 'path' | 'text'>[]): string[] {
  return files
    .filter(({ path }) => !/\.data\.ts$/.test(path))
    .filter(({ text }) => text.trimEnd().split('\n').length > 250)
    .map(({ path }) => path);
}

/** Each ring of files that import one another, types included. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map(({ of }) => of)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (trail.includes(path) || done.has(path)) return;
    for (const target of targets.get(path) ?? []) if (targets.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}
