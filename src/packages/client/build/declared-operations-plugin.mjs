import { getNamedType } from 'graphql';
import { describedFields } from './directives.mjs';

/** Generates how the client has to send each operation, by its root field. */
export function plugin(schema) {
  const fields = describedFields(schema);
  const withToken = (use) => namesOf(fields.filter(({ token }) => token === use));
  const opening = fields.filter(({ field }) => getNamedType(field.type).name === 'AuthPayload');
  return [
    '/** Operations that read no token: they wait for no refresh and are sent without one. */',
    `export const WITHOUT_TOKEN: readonly string[] = ${withToken('NEVER')};`,
    '/** Operations that read a token if there is one: without a session, they are sent without it. */',
    `export const WITH_OPTIONAL_TOKEN: readonly string[] = ${withToken('OPTIONAL')};`,
    '/** Operations whose answer is a new session. */',
    `export const OPENING: readonly string[] = ${namesOf(opening)};`,
  ].join('\n');
}

function namesOf(fields) {
  return JSON.stringify(fields.map(({ field }) => field.name));
}
