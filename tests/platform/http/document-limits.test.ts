import type { RawAnswer } from '../../support/raw-http.js';
import { codesIn, document, expectAlive, service } from './transport-environment.js';

describe('a document', () => {
  const repeat = (count: number, write: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => write(index)).join(' ');
  const fragmentTree = (type: string, depth: number, leaf: string) =>
    `fragment F0 on ${type} { ${leaf} } ${repeat(depth, (index) => `fragment F${index + 1} on ${type} { ...F${index} ...F${index} }`)}`;

  /** Each within seconds on any machine, in a small answer: bounded long before it costs anything. */
  async function expectRefusedFast(send: () => Promise<RawAnswer>): Promise<RawAnswer> {
    const startedAt = performance.now();
    const answer = await send();
    const took = performance.now() - startedAt;
    expect(answer.status).toBe(400);
    expect(took).toBeLessThan(5000);
    expect(answer.text.length).toBeLessThan(2048);
    expect(answer.text).not.toMatch(/call stack|RangeError|stacktrace/i);
    await expectAlive();
    return answer;
  }

  it.each<[string, () => string]>([
    ['is nested 5000 deep', () => `${'{ me '.repeat(5000)}${'}'.repeat(5000)}`],
    ['is nested 5000 deep and not closed', () => '{ me '.repeat(5000)],
    ['is nested 400 deep', () => `${'{ me '.repeat(400)}{ id } ${'}'.repeat(400)}`],
    [
      'is nested 400 deep in inline fragments',
      () => `{ ${'... { '.repeat(240)} __typename ${'}'.repeat(241)}`,
    ],
    [
      'nests 1500 lists in a literal',
      () => `mutation { login(input: ${'['.repeat(1500)}${']'.repeat(1500)}) { tokenType } }`,
    ],
    [
      'nests 400 objects in a literal',
      () => `mutation { login(input: ${'{ a: '.repeat(300)}1${' }'.repeat(300)}) { tokenType } }`,
    ],
    ['nests 900 lists in a type', () => `query ($a: ${'['.repeat(450)}Int${']'.repeat(450)}) { __typename }`],
    ['names a field 1500 times', () => `{ ${repeat(1500, () => '__typename')} }`],
    ['has 101 aliases', () => `{ ${repeat(101, (index) => `a${index}: __typename`)} }`],
    ['has 31 aliases', () => `{ ${repeat(31, (index) => `a${index}: __typename`)} }`],
    ['has ten directives that do not exist', () => `{ __typename ${repeat(10, (index) => `@no${index}`)} }`],
    ['has 500 directives that do not exist', () => `{ __typename ${'@no '.repeat(400)} }`],
    ['repeats a directive', () => `{ __typename ${'@include(if: true) '.repeat(40)} }`],
    ['has 31 directives', () => `{ ${repeat(31, () => '__typename @include(if: true)')} }`],
    ['asks for 8000 fields that do not exist', () => `{ ${repeat(8000, (index) => `no${index}`)} }`],
    ['asks for 900 fields that do not exist', () => `{ ${repeat(900, (index) => `no${index}`)} }`],
    ['spreads a fragment in itself', () => '{ ...F } fragment F on Query { ...F }'],
    [
      'spreads fragments in a circle',
      () => '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
    ],
    [
      'spreads a fragment of a mutation in itself',
      () => 'mutation { ...F } fragment F on Mutation { ...F ...F }',
    ],
    [
      'spreads fragments of a mutation in a circle',
      () =>
        'mutation { ...F ...G } fragment F on Mutation { ...G ...G } fragment G on Mutation { ...F ...F }',
    ],
    ['spreads a fragment that is not there', () => '{ ...F }'],
    [
      'declares 300 variables that are not used',
      () => `query (${repeat(300, (index) => `$v${index}: Int`)}) { __typename }`,
    ],
    ['is 90 kB of spaces', () => ' '.repeat(90 * 1024)],
    ['is 90 kB of brackets', () => '{'.repeat(90 * 1024)],
    ['is 90 kB of a comment', () => `#${'x'.repeat(90 * 1024)}`],
    ['is 90 kB of a name', () => `{ ${'x'.repeat(90 * 1024)} }`],
    ['is 90 kB of an alias', () => `{ ${'x'.repeat(90 * 1024)}: nothing }`],
  ])('GT-2: that %s is refused before it costs anything', async (_name, write) => {
    await expectRefusedFast(() => document(write()));
  });

  it.each<[string, () => string]>([
    ['of a query', () => `{ ...F18 } ${fragmentTree('Query', 18, '__typename')}`],
    ['of a mutation', () => `mutation { ...F20 } ${fragmentTree('Mutation', 20, '__typename')}`],
    [
      'of a mutation that does something',
      () => `mutation { ...F20 } ${fragmentTree('Mutation', 20, 'logout { success }')}`,
    ],
    ['of a field', () => `{ passwordPolicy { ...F20 } } ${fragmentTree('PasswordPolicy', 20, 'minLength')}`],
  ])('GT-2: whose fragments double at each step, %s, is answered in no time', async (_name, write) => {
    const startedAt = performance.now();
    const { text } = await document(write());
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(text.length).toBeLessThan(2048);
    await expectAlive();
  });

  it.each([
    'subscription { me { id } }',
    'subscription S { nothing }',
    'query Q { __typename } subscription S { a }',
  ])(
    'GT-11, ER-1: of an operation that this schema does not have is its client’s mistake, and none of ours: %s',
    async (query) => {
      const before = service.log.lines.length;
      const answer = await document(query, /query/.test(query) ? { operationName: 'S' } : {});
      expect([answer.status, codesIn(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
      const levels = service.log.lines.slice(before).map(({ level }) => level);
      expect(levels).not.toContain('error');
    },
  );

  it('GT-2: of more than a thousand words is not even read to its end', async () => {
    for (const query of [`{ ${'__typename '.repeat(1500)} }`, `{ ${repeat(8000, (index) => `no${index}`)} }`])
      expect(codesIn(await document(query))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('GT-2: gets a small answer to ever so many mistakes in its variables', async () => {
    const query = 'mutation ($input: RegisterInput!) { register(input: $input) { tokenType } }';
    const many = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`no${index}`, index]));
    const mistakes: object[] = [
      { input: many },
      { input: Array(4000).fill({}) },
      { input: { email: Array(4000).fill(1) } },
    ];
    for (const variables of mistakes) await expectRefusedFast(() => document(query, { variables }));
    const declared = repeat(150, (index) => `$v${index}: Int!`);
    const used = repeat(25, (index) => `a${index}: passwordPolicy { minLength @include(if: $v${index}) }`);
    await expectRefusedFast(() => document(`query (${declared}) { ${used} }`));
  });

  it('GT-2: that a client of this service may well send is answered', async () => {
    const { text, status } = await document(
      `query ($yes: Boolean!) { ${repeat(20, (index) => `p${index}: passwordPolicy { ...P @include(if: $yes) }`)} }
       fragment P on PasswordPolicy { minLength maxLength minScore requiresDigit }`,
      { variables: { yes: true } },
    );
    expect([status, Object.keys(JSON.parse(text).data).length]).toEqual([200, 20]);
  });
});
