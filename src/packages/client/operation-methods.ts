import { operations } from '../../generated/client/operations.js';
import type { CallOptions } from './calls.js';
import type { DocumentText } from './typed-document.js';

/** Methods of operations. Each takes options after the arguments of its operation. */
export type WithOptions<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...given: infer Given) => infer Answer
    ? (...given: [...Given, options?: CallOptions]) => Answer
    : never;
};

type Entry = readonly [document: DocumentText<Record<string, unknown>, unknown>, onlyVariable?: string];

/** Makes a method of each operation whose text begins like this. */
export function methodsOf<Methods>(
  beginning: string,
  send: (document: Entry[0], variables: unknown, options: CallOptions, field: string) => Promise<object>,
): WithOptions<Methods> {
  const entries = Object.entries<Entry>(operations as never);
  const methods = entries
    .filter(([, [document]]) => document.startsWith(beginning))
    .map(([name, [document, variable]]) => {
      const hasVariables = /^\w+ \w+\(/.test(document);
      return [
        name,
        async (...given: unknown[]) => {
          const [argument, options] = hasVariables ? given : [{}, ...given];
          const variables = variable ? { [variable]: argument } : argument;
          const data = await send(document, variables, options ?? {}, name);
          return Object.values(data)[0];
        },
      ];
    });
  return Object.fromEntries(methods);
}
