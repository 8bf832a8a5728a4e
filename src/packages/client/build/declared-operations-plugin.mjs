import { getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { describedFields } from './directives.mjs';

const DEVICE_TOKENS = ['deviceToken', 'trustedDevice'];

/** Generates how the client has to send each operation, by its root field. */
export function plugin(schema) {
  const fields = describedFields(schema);
  const withToken = (use) => namesOf(fields.filter(({ token }) => token === use));
  const opening = fields.filter(({ field }) => getNamedType(field.type).name === 'AuthPayload');
  const lifting = fields.filter(({ field }) => answers(field, 'acr') || answers(field, 'recoveryCodes'));
  const sending = DEVICE_TOKENS.map((token) => {
    const operations = fields.filter(({ field }) => takes(field, token));
    return `  ${token}: ${namesOf(operations)},`;
  });
  return [
    '/** Operations that read no token: they wait for no refresh and are sent without one. */',
    `export const WITHOUT_TOKEN: readonly string[] = ${withToken('NEVER')};`,
    '/** Operations that read a token if there is one: without a session, they are sent without it. */',
    `export const WITH_OPTIONAL_TOKEN: readonly string[] = ${withToken('OPTIONAL')};`,
    '/** Operations whose answer is a new session. */',
    `export const OPENING: readonly string[] = ${namesOf(opening)};`,
    '/** Operations after which the session is stronger or fresher, and access tokens from before are neither. */',
    `export const LIFTING: readonly string[] = ${namesOf(lifting)};`,
    '/** The tokens of a device, with the operations that take them. Every answer may have one. */',
    `export const DEVICE_TOKENS: Readonly<Record<string, readonly string[]>> = {\n${sending.join('\n')}\n};`,
  ].join('\n');
}

function namesOf(fields) {
  return JSON.stringify(fields.map(({ field }) => field.name));
}

/** Whether the payload of an operation has this field. */
function answers({ type }, name) {
  const payload = getNamedType(type);
  return isObjectType(payload) && isAcknowledgement(payload) && name in payload.getFields();
}

function isAcknowledgement(type) {
  return type.getInterfaces().some((implemented) => implemented.name === 'Acknowledgement');
}

/** Whether the input of an operation has this field. */
function takes({ args }, name) {
  return args.some(({ type }) => {
    const input = getNamedType(type);
    return isInputObjectType(input) && name in input.getFields();
  });
}
