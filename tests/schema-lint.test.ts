import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ESLint } from 'eslint';

// Loaded by Node itself: both packages look for their own files at run time.
const require = createRequire(import.meta.url);
const { Linter } = require('eslint') as typeof import('eslint');
const plugin = require('@graphql-eslint/eslint-plugin') as typeof import('@graphql-eslint/eslint-plugin');

const SDL = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const RULES = {
  ...plugin.configs['flat/schema-recommended'].rules,
  ...plugin.configs['flat/schema-relay'].rules,
} as Readonly<Record<string, unknown>>;

/** What the rules find and we keep, each with its reason. */
const EXCEPTIONS: readonly { readonly says: RegExp; readonly because: string }[] = [
  {
    says: /strict-id-in-types: type "(?:Captcha|SecondFactors|\w+(?:Connection|Edge|Payload)|PageInfo|PasswordPolicy|PasswordResetLink|Suspension|TokenIntrospection)"/,
    because: 'A part of another object, or of an answer, has no identity of its own.',
  },
  {
    says: /relay-edge-types: A list type should only wrap an edge type/,
    because: 'Connections have `nodes` beside `edges`, and short lists such as `sessions` have no pages.',
  },
  {
    says: /no-unreachable-types: Enum type `FieldRule`/,
    because: 'Clients read it in `extensions.fields`, so generated clients need the type.',
  },
  {
    says: /naming-convention: Enum value "[a-z]\w*" should be in UPPER_CASE format/,
    because: 'The values of `FieldRule` are the words of `fields[].rule` as answers have them.',
  },
  {
    says: /require-description: Description is required for type "(?:Query|Mutation)"/,
    because: 'Their names say what they are, and each of their fields has a description.',
  },
  {
    says: /no-typename-prefix: Field "username" starts with the name of the parent type "User"/,
    because: 'It is the established name, and that of the claim in tokens.',
  },
];

function problemsOf(sdl: string, rules = RULES): string[] {
  const config = {
    files: ['**/*.graphql'],
    languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema: sdl } } },
    plugins: { '@graphql-eslint': plugin as ESLint.Plugin },
    rules,
  };
  const messages = new Linter().verify(sdl, [config] as never, { filename: 'schema.graphql' });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('schema.graphql', () => {
  it('fits the recommended rules of graphql-eslint and those for Relay, but for named exceptions', () => {
    const problems = problemsOf(SDL);
    expect(problems.filter((problem) => !EXCEPTIONS.some(({ says }) => says.test(problem)))).toEqual([]);
    expect(EXCEPTIONS.filter(({ says }) => !problems.some((problem) => says.test(problem)))).toEqual([]);
  });
});
