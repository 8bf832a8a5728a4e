import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputField,
  getNullableType,
  isInputObjectType,
  print,
} from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { name as canaryName } from '../../support/canary.js';
import { everyOperation, fittingVariables, type Place } from '../../support/every-operation.js';
import { client } from '../../support/watched-service.js';

type Inputs = readonly (GraphQLArgument | GraphQLInputField)[];

const SECRET = canaryName();
const NUMBER = 987654321.5;
/** Each fits few types. Where one fits, the operation runs, and its answer does not repeat the literal either. */
const LITERALS = [
  `"${SECRET}"`,
  SECRET,
  `{ ${SECRET}: "${SECRET}" }`,
  `["${SECRET}"]`,
  `[{ ${SECRET}: ${SECRET} }]`,
  String(NUMBER),
];

function placesIn(inputs: Inputs): Place[] {
  return inputs.flatMap(({ name, type }) => {
    const named = getNullableType(type);
    const inner = isInputObjectType(named) ? placesIn(Object.values(named.getFields())) : [];
    return [[name], ...inner.map((place) => [name, ...place])];
  });
}

/** `usernameOrEmail: "something", password: …` with the literal in its place. */
function written(inputs: Inputs, [first, ...rest]: Place, literal: string): string {
  const fitting = fittingVariables(inputs);
  return inputs
    .flatMap(({ name, type }) => {
      const named = getNullableType(type);
      if (name === first && rest.length > 0 && isInputObjectType(named))
        return `${name}: { ${written(Object.values(named.getFields()), rest, literal)} }`;
      if (name === first) return `${name}: ${literal}`;
      const value = Object.hasOwn(fitting, name) ? astFromValue(fitting[name], type) : null;
      return value ? `${name}: ${print(value)}` : [];
    })
    .join(', ');
}

const operations = everyOperation(await unansweredSchema()).filter(({ args }) => args.length > 0);

describe('a literal that does not fit', () => {
  it.each(operations)(
    'ER-1: is named by the schema in every place of $name, and not repeated',
    async ({ kind, name, document, args }) => {
      const selection = /(\{ __typename \})? \}$/.exec(document)?.[1] ?? '';
      const problems: string[] = [];
      for (const place of placesIn(args)) {
        let refused = 0;
        for (const literal of LITERALS) {
          const text = `${kind} { ${name}(${written(args, place, literal)}) ${selection} }`;
          const answer = await client.raw(text);
          if (answer.text.includes(SECRET) || answer.text.includes(String(NUMBER)))
            problems.push(`repeated in the answer to ${text}`);
          const misfits = answer.errors.filter(
            ({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED',
          );
          refused += misfits.length;
          for (const { message } of misfits)
            if (!/"[\w.[\]!]+"|^The document has more errors$/.test(message))
              problems.push(`${message}: ${text}`);
        }
        if (refused === 0) problems.push(`accepted everything: ${name} ${place.join('.')}`);
      }
      expect(problems).toEqual([]);
    },
  );
});
