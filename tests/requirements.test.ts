import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Requirement {
  readonly id: string;
  readonly level: string;
  /** The files that hold it; null where the service has no such part yet. */
  readonly files: readonly string[] | null;
}

const [BUILT = '', NOT_BUILT = ''] = read('docs/requirements.md').split('## Not built yet');
const SOURCES_OF_IDS = ['src', 'tests', 'docs', 'bench', 'README.md', 'SECURITY.md', 'CHANGELOG.md'];
/** What looks like an id and is the name of an algorithm, an encoding or a licence. */
const OTHER_NAMES = /^(AES|BSD|BY|CH|LGPL|P|SHA|UTF)-/;

const rowsOf = (table: string) =>
  [...table.matchAll(/^\| ([A-Z]+-\d+) \| (.*) \|$/gm)].map(([, id = '', cells = '']) => ({
    id,
    cells: cells.split(' | '),
  }));
const linksIn = (cell = '') => [...cell.matchAll(/\]\((?:\.\.\/)?([^)]+)\)/g)].map(([, file = '']) => file);

const requirements: readonly Requirement[] = [
  ...rowsOf(BUILT).map(({ id, cells }) => ({ id, level: cells[1] ?? '', files: linksIn(cells[3]) })),
  ...rowsOf(NOT_BUILT).map(({ id, cells }) => ({ id, level: cells[1] ?? '', files: null })),
];

/** The ids that begin the titles of a file's tests, as in `it('REG-1, REG-2: …`, or the keys of a table of attacks. */
const idsTested = (file: string) =>
  [...read(file).matchAll(/['"`]((?:[A-Z]+-\d+, )*[A-Z]+-\d+): /g)].flatMap(([, ids = '']) =>
    ids.split(', '),
  );

function filesUnder(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name).replaceAll('\\', '/'))
    .filter((name) => !/(^|\/)(generated|node_modules|dist)\//.test(name))
    .filter((name) => /\.(ts|mjs|cjs|md|graphql)$/.test(name));
}

const tested = () =>
  filesUnder('tests').flatMap((file) =>
    // The pattern above is no title.
    file === 'tests/requirements.test.ts' ? [] : idsTested(file).map((id) => ({ id, file })),
  );

const unheld = (rows: readonly { id: string; files: readonly string[] | null }[]) =>
  rows.flatMap(({ id, files }) =>
    (files ?? [])
      .filter((file) => !existsSync(join(ROOT, file)) || !idsTested(file).includes(id))
      .map((file) => `${id} in ${file}`),
  );

describe('docs/requirements.md', () => {
  it('has each requirement once, with a level and a source', () => {
    const ids = requirements.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(requirements.filter(({ level }) => level !== 'MUST' && level !== 'SHOULD')).toEqual([]);
    const all = [...rowsOf(BUILT), ...rowsOf(NOT_BUILT)];
    expect(all.filter(({ cells }) => cells.length < 3 || cells.includes(''))).toEqual([]);
    // A row in another form would not be read.
    expect(all).toHaveLength(read('docs/requirements.md').match(/^\| *[A-Z]+-\d/gm)?.length ?? 0);
  });

  it('explains every id that the code, the tests and the documents cite', () => {
    const known = new Set(requirements.map(({ id }) => id));
    const unknown = SOURCES_OF_IDS.flatMap(filesUnder).flatMap((file) =>
      [...read(file).matchAll(/(?<![\w-])[A-Z]{1,4}-\d+\b/g)]
        .map(([id]) => id)
        .filter((id) => !OTHER_NAMES.test(id) && !known.has(id))
        .map((id) => `${file} cites ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  it('names for each requirement a file in which a test is named after it', () => {
    expect(unheld(requirements)).toEqual([]);
    const withoutTest = requirements.filter(({ level, files }) => level === 'MUST' && files?.length === 0);
    expect(withoutTest.map(({ id }) => id)).toEqual([]);
  });

  it('does not say that a requirement lacks a test which has one', () => {
    const held = requirements.filter(({ files }) => (files?.length ?? 0) > 0).map(({ id }) => id);
    expect(tested().filter(({ id }) => !held.includes(id))).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  const rows = [...read('SECURITY.md').matchAll(/^\| ([A-Z]+-\d+[^|]*) \| [^|]+ \| (\[[^|]+\)) \|$/gm)].map(
    ([, ids = '', held]) => ({ ids: ids.split(', '), files: linksIn(held) }),
  );
  const guaranteed = rows.flatMap(({ ids }) => ids);

  it('has a row for everything that must hold, and none twice', () => {
    const musts = requirements.filter(({ level, files }) => level === 'MUST' && files !== null);
    expect(musts.length).toBeGreaterThan(30);
    expect(musts.map(({ id }) => id).filter((id) => !guaranteed.includes(id))).toEqual([]);
    expect(guaranteed.filter((id, index) => guaranteed.indexOf(id) !== index)).toEqual([]);
    // A row in another form would not be read.
    expect(rows).toHaveLength(read('SECURITY.md').match(/^\| [A-Z]+-/gm)?.length ?? 0);
  });

  it('names for each guarantee a file in which a test is named after it', () => {
    expect(unheld(rows.flatMap(({ ids, files }) => ids.map((id) => ({ id, files }))))).toEqual([]);
  });
});
