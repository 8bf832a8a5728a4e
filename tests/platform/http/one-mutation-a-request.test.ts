import type { GraphQLSchema } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { everyOperation, fittingVariables } from '../../support/every-operation.js';
import { codesIn, document, engine, guess, login, post } from './transport-environment.js';

const schema: GraphQLSchema = await unansweredSchema();

describe('a mutation', () => {
  const guesses = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `a${index}: ${index === count - 2 ? guess : login('Wrong1!!')}`,
    );

  it.each<[string, () => string]>([
    ['two aliases', () => `mutation { ${guesses(2).join(' ')} }`],
    ['twelve aliases', () => `mutation { ${guesses(12).join(' ')} }`],
    ['a fragment', () => `mutation { ...F } fragment F on Mutation { ${guesses(12).join(' ')} }`],
    [
      'a fragment for each',
      () =>
        `mutation { ...F ...G } fragment F on Mutation { a: ${guess} } fragment G on Mutation { b: ${guess} }`,
    ],
    [
      'fragments in fragments',
      () =>
        `mutation { ...F } fragment F on Mutation { a: ${guess} ...G } fragment G on Mutation { b: ${guess} }`,
    ],
    ['a field and a fragment', () => `mutation { a: ${guess} ...F } fragment F on Mutation { b: ${guess} }`],
    ['inline fragments', () => `mutation { ... { ... on Mutation { ... { ${guesses(6).join(' ')} } } } }`],
    ['an inline fragment for each', () => `mutation { ... { a: ${guess} } ... on Mutation { b: ${guess} } }`],
    [
      'fields that are included',
      () => `mutation { a: ${guess} b: ${guess.replace(') {', ') @include(if: true) {')} }`,
    ],
    [
      'fields of which one is skipped',
      () => `mutation { a: ${guess} b: ${guess.replace(') {', ') @skip(if: true) {')} }`,
    ],
    ['a field between', () => `mutation { a: ${guess} __typename b: ${guess} }`],
    ['two kinds of mutation', () => `mutation { ${guess} logout { success } }`],
    ['a fragment used twice under two names', () => `mutation { a: ${guess} c: __typename d: ${guess} }`],
    ['@defer', () => `mutation { a: ${guess} ... @defer { b: ${guess} } }`],
  ])('RL-2: buys no second guess with %s', async (_name, write) => {
    const answer = await document(write());
    expect(answer.status).toBe(400);
    expect(codesIn(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED', ...codesIn(answer).slice(1)]);
    expect(engine.verifications).toEqual([]);
  });

  it('RL-2: buys no second guess by sixty operations in one document: the one that is named runs', async () => {
    const documents = Array.from({ length: 30 }, (_, index) => `mutation M${index} { ${guess} }`).join(' ');
    expect((await document(documents)).status).toBe(400);
    expect(engine.verifications).toHaveLength(0);
    expect((await document(documents, { operationName: 'M7' })).status).toBe(200);
    expect(engine.verifications).toHaveLength(1);
  });

  it('GT-4: is not run in a batch, and nothing else is', async () => {
    const one = { query: `mutation { ${guess} }` };
    for (const batch of [[one], [one, one], Array(100).fill(one), [], [[one]]]) {
      const answer = await post(JSON.stringify(batch));
      expect([answer.status, codesIn(answer)]).toEqual([400, ['BAD_REQUEST']]);
    }
    expect(engine.verifications).toEqual([]);
  });

  it('RL-2: stands alone, whichever it is', async () => {
    const mutations = everyOperation(schema).filter(({ kind }) => kind === 'mutation');
    const answers = await Promise.all(
      mutations.map(async ({ name, document: text, args }) => {
        const field = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
        const head = text.slice(0, text.indexOf('{'));
        const query = `${head} { a: ${field} ...F } fragment F on Mutation { b: ${field} }`;
        const { status } = await document(query, { variables: fittingVariables(args) });
        return [name, status];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(mutations.map(({ name }) => [name, 400])));
    expect([...engine.hashes, ...engine.verifications]).toEqual([]);
  });

  it('is run when it is alone: what was refused above was refused for its number', async () => {
    expect((await document(`mutation { ${login('Wrong1Word!!')} }`)).status).toBe(200);
    expect((await document(`mutation { ... { a: ${guess} __typename } }`)).status).toBe(200);
    expect(engine.verifications).toHaveLength(2);
  });
});
