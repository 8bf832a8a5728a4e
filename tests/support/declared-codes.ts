import { type GraphQLFormattedError, Kind, parse, visit } from 'graphql';
import type { OperationDeclaration } from '../../src/platform/capabilities/capability.js';

/** Codes that any operation may answer. */
const OF_EVERY_OPERATION = ['BAD_USER_INPUT', 'SERVER_BUSY', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];
/** Codes of an operation that needs the user of an access token. */
const OF_A_TOKEN = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'];

const answers = new Set<string>();

/** Remembers the codes with which the operations of a request were refused. */
export function noteCodes(body: string, errors: readonly GraphQLFormattedError[]): void {
  // A field below the operation refuses by itself, whichever operation answers it.
  for (const { path, extensions } of errors)
    if (path?.length === 1)
      for (const name of fieldsNamed(String(path[0]), body)) answers.add(`${name} ${extensions?.['code']}`);
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
  if (answers.size === 0) return;
  const { errorDeclarations, operationDeclarations } = await import('../../src/app/registers.js');
  const undeclared = [...answers].filter((answer) => {
    const [name = '', code = ''] = answer.split(' ');
    const operation = operationDeclarations[name];
    // A gateway and the services of other tests have fields and codes of their own.
    return operation && Object.hasOwn(errorDeclarations, code) && !mayAnswer(operation, code);
  });
  expect(undeclared).toEqual([]);
});

function mayAnswer({ throws, token, limits }: OperationDeclaration, code: string): boolean {
  const codes: readonly string[] = [
    ...OF_EVERY_OPERATION,
    ...(token === 'never' ? [] : OF_A_TOKEN),
    ...(limits === undefined ? [] : ['RATE_LIMITED']),
    ...throws,
  ];
  return codes.includes(code);
}
