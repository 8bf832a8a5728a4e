import { type GraphQLFormattedError, Kind, parse, visit } from 'graphql';
import type { OperationDeclaration } from '../../src/platform/capabilities/capability.js';
import { note } from './seen-codes.mjs';

const answers = new Set<string>();
const rules = new Set<string>();

/** Remembers the codes with which the operations of a request were refused, and the rules that it broke. */
export function noteCodes(body: string, errors: readonly GraphQLFormattedError[]): void {
  for (const { path, extensions } of errors) {
    for (const { rule } of (extensions?.['fields'] ?? []) as { rule: string }[]) rules.add(rule);
    // A field below the operation refuses by itself, whichever operation answers it.
    if (path?.length === 1)
      for (const name of fieldsNamed(String(path[0]), body)) answers.add(`${name} ${extensions?.['code']}`);
  }
}

/** The fields behind a name in the answer, which may be an alias. */
function fieldsNamed(key: string, body: string): string[] {
  const { query } = JSON.parse(body) as { query: string };
  const names: string[] = [];
  visit(parse(query), {
    [Kind.FIELD]: ({ name, alias }) => {
      if ((alias ?? name).value === key) names.push(name.value);
    },
  });
  return names;
}

afterAll(async () => {
  if (answers.size === 0 && rules.size === 0) return;
  const folder = process.env['LATCHKEY_TEST_FOLDER'];
  if (folder) note(folder, [...answers, ...[...rules].map((rule) => `rule ${rule}`)]);
  const { errorDeclarations, fieldRules, operationDeclarations } = await import('../../src/app/registers.js');
  const mayAnswer = ({ throws, token }: OperationDeclaration, code: string) => {
    const { returnedBy } = errorDeclarations[code as keyof typeof errorDeclarations];
    return (
      returnedBy === 'every operation' ||
      (returnedBy === 'operations with a token' && token !== 'never') ||
      (throws as readonly string[]).includes(code)
    );
  };
  const undeclared = [...answers].filter((answer) => {
    const [name = '', code = ''] = answer.split(' ');
    const operation = operationDeclarations[name];
    // A gateway and the services of other tests have fields and codes of their own.
    return operation && Object.hasOwn(errorDeclarations, code) && !mayAnswer(operation, code);
  });
  expect(undeclared).toEqual([]);
  expect([...rules].filter((rule) => !Object.hasOwn(fieldRules, rule))).toEqual([]);
});
