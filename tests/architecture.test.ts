import { readFileSync } from 'node:fs';
import {
  foreignWrites,
  forgedBrands,
  importCycles,
  importsUpward,
  misplacedAnswers,
  misplacedFiles,
  misplacedNames,
  misplacedOpenings,
  misplacedPackages,
  misplacedQueries,
  ownersIn,
  tooLong,
} from './support/architecture.js';
import { nodesOf, readSource, readTests, textsIn } from './support/source-tree.js';

const source = readSource();
const owners = ownersIn(source);

describe('the source', () => {
  it('is all there: these rules look at every file', () => {
    expect(source.length).toBeGreaterThan(60);
    expect(source.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['main.ts', 'core/clock.ts', 'flows/sign-in/login.service.ts']),
    );
  });

  it('has a place for every file', () => {
    expect(misplacedFiles(source)).toEqual([]);
  });

  it('imports downward: from no folder beside its own, and none above', () => {
    expect(importsUpward(source)).toEqual([]);
  });

  it('has no import that leads back to its beginning', () => {
    expect(importCycles(source)).toEqual([]);
  });

  it('imports each package in its one home', () => {
    expect(misplacedPackages(source)).toEqual([]);
  });

  it('CK-3, CK-4: takes time, randomness, keys, settings and output from their one home', () => {
    expect(misplacedNames(source)).toEqual([]);
  });

  it('makes the values of a branded type in its one home', () => {
    expect(forgedBrands(source)).toEqual([]);
  });

  it('asks the database in services alone', () => {
    expect(misplacedQueries(source, owners)).toEqual([]);
  });

  it('writes each table in the folder that owns it', () => {
    expect(foreignWrites(source, owners)).toEqual([]);
  });

  it('opens sessions by one door, flows/sign-in', () => {
    expect(misplacedOpenings(source)).toEqual([]);
  });

  it('answers with the tokens of a session in flows alone, and after a refresh', () => {
    expect(misplacedAnswers(source)).toEqual([]);
  });

  it('says in the schema of the database which folder owns each table, as its capability does', () => {
    const schema = readFileSync(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
    const models = [...schema.matchAll(/((?:^\/\/\/.*\n)+)model (\w+) \{([^}]*)\}/gm)].map(
      ([, comment = '', model = '', body = '']) => [
        `${model[0]?.toLowerCase()}${model.slice(1)}`,
        {
          table: /@@map\("(\w+)"\)/.exec(body)?.[1],
          folder: /Written by src\/([\w/-]+) alone/.exec(comment)?.[1],
        },
      ],
    );
    expect(Object.fromEntries(models)).toEqual(owners);
    expect([...schema.matchAll(/^model /gm)]).toHaveLength(Object.keys(owners).length);
  });

  it('SC-7: behaves alike wherever it runs: it never asks for NODE_ENV', () => {
    const asking = source.filter(
      ({ tree }) =>
        textsIn(tree).some((text) => text.includes('NODE_ENV')) ||
        nodesOf(tree, 'Identifier').some(({ value }) => value === 'NODE_ENV'),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  it('has no folder for things without a place', () => {
    const nameless = source.filter(({ path }) =>
      /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path),
    );
    expect(nameless.map(({ path }) => path)).toEqual([]);
  });

  it('has no file too long to read, and neither have the tests', () => {
    expect(tooLong([...source, ...readTests()])).toEqual([]);
  });
});
