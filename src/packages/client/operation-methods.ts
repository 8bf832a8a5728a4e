import { operations } from '../../generated/client/operations.js';
import type { CallOptions } from './calls.js';
import type { DocumentText } from './typed-document.js';

/** Methods of operations. Each takes options after the arguments of its operation. */
export type WithOptions<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...given: infer Given) => infer Answer
    ? (...given: [...Given, options?: CallOptions]) => Answer
    : never;
};

type Document = DocumentText<Record<string, unknown>, unknown>;

/** Makes a method of each operation whose text begins like this. */
export function methodsOf<Methods>(
  beginning: string,
  send: (document: Document, variables: unknown, options: CallOptions, field: string) => Promise<object>,
): WithOptions<Methods> {
  const documents = (operations as readonly Document[]).filter((document) => document.startsWith(beginning));
  const methods = documents.map((document) => {
    const [, capital = '', rest = '', head = ''] = /^\w+ (\w)(\w+)([^{]*)/.exec(document) ?? [];
    const name = capital.toLowerCase() + rest;
    const [variable, ...more] = [...head.matchAll(/\$(\w+)/g)].map(([, found = '']) => found);
    return [
      name,
      async (...given: unknown[]) => {
        const [argument, options] = variable ? given : [{}, ...given];
        const variables = variable && more.length === 0 ? { [variable]: argument } : argument;
        const data = await send(document, variables, (options ?? {}) as CallOptions, name);
        return Object.values(data)[0];
      },
    ];
  });
  return Object.fromEntries(methods);
}
