import { canary, name } from '../support/canary.js';
import { fittingVariables, type Operation, type Place, put } from '../support/every-operation.js';
import type { RawRequest } from '../support/raw-http.js';

/** A way in which a secret comes to the service. */
export interface Way {
  readonly name: string;
  readonly request: RawRequest & { readonly path?: string };
}

export interface Telling {
  readonly operation: Operation;
  readonly place: Place;
  readonly secret: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** A value as it stands in a document. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, inner]) => `${key}: ${literal(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

/** The operation with its arguments in the document instead of beside it. */
function written({ document }: Operation, variables: Readonly<Record<string, unknown>>): string {
  const passed = Object.entries(variables).map(([key, value]) => `${key}: ${literal(value)}`);
  const kind = document.slice(0, document.indexOf(' '));
  const field = document.slice(document.indexOf('{') + 1).trim();
  return `${kind} { ${field.replace(/^(\w+)\([^)]*\)/, `$1(${passed.join(', ')})`)}`;
}

function inVariables({ operation, place, secret }: Telling): Record<string, unknown> {
  const { args } = operation;
  const fitting = fittingVariables(args);
  const parent = place.slice(0, -1);
  const last = place.at(-1) ?? '';
  const beside = (key: string) => [...parent, key];
  return {
    'as it should be': put(fitting, place, secret),
    'without anything else': put({}, place, secret),
    'in a list': put(fitting, place, [secret]),
    'in two lists': put(fitting, place, [[secret], [secret]]),
    'in an object': put(fitting, place, { value: secret }),
    'as a key': put(fitting, place, { [secret]: 1 }),
    'under a misspelt name': put(fitting, beside(`${last}x`), secret),
    'under a name of its own': put(put(fitting, place, secret), beside('unknown'), secret),
    'as a name': put(fitting, beside(secret), 'x'),
    'beside what is missing': put(put(fitting, place, null), beside('unknown'), secret),
    'instead of the whole input': put(fitting, [place[0] ?? ''], secret),
    'in a list instead of the whole input': put(fitting, [place[0] ?? ''], [secret]),
    'as a variable that is not declared': { ...fitting, unknown: secret },
    'made very long': put(fitting, place, secret.repeat(400)),
    'made too long': put(fitting, place, secret.repeat(3000)),
  };
}

function inDocument({ operation, place, secret }: Telling): Record<string, string> {
  const fitting = fittingVariables(operation.args);
  const asIs = written(operation, put(fitting, place, secret));
  const quoted = JSON.stringify(secret);
  const unquoted = secret.replace(/\W/g, '');
  const parent = place.slice(0, -1);
  const end = asIs.indexOf(quoted) + quoted.length;
  return {
    'as a literal': asIs,
    'as a literal without anything else': written(operation, put({}, place, secret)),
    'as a literal list': written(operation, put(fitting, place, [secret])),
    'as a literal object': written(operation, put(fitting, place, { value: secret })),
    'as a literal under a misspelt name': written(operation, put(fitting, [...parent, 'unknown'], secret)),
    'as a literal instead of the whole input': written(operation, put(fitting, [place[0] ?? ''], secret)),
    'as a literal to a misspelt argument': written(operation, { ...fitting, unknown: secret }),
    'as a block text': asIs.replace(quoted, () => `"""${secret}"""`),
    'as a block text in a list': asIs.replace(quoted, () => `["""${secret}"""]`),
    'without its quotes': asIs.replace(quoted, () => secret),
    'as an enum value': asIs.replace(quoted, () => unquoted),
    'as a variable': asIs.replace(quoted, () => `$${unquoted}`),
    'in single quotes': asIs.replace(quoted, () => `'${secret}'`),
    'with a quote in it': asIs.replace(quoted, () => `"${secret}"${secret}"`),
    'with a bad escape': asIs.replace(quoted, () => `"${secret}\\x${secret}"`),
    'with a line break': asIs.replace(quoted, () => `"${secret}\n${secret}"`),
    'not closed': asIs.slice(0, end - 1),
    'as the last thing': asIs.slice(0, end),
    'before the document': `${quoted} ${asIs}`,
    'after the document': `${asIs} ${quoted}`,
    'after the document as a word': `${asIs} ${unquoted}`,
    'in a comment': `${asIs} # ${secret}\n }`,
    'as a default': `query ($unused: String = ${quoted}) { __typename }`,
    'as a default of another type': `query ($unused: Int = ${quoted}) { __typename }`,
    'in a directive': `query { __typename @include(if: ${quoted}) }`,
    'in a directive that is not there': `query { __typename @unknown(x: ${quoted}) }`,
    'to a field without arguments': `query { __typename(x: ${quoted}) }`,
    'as an operation that is not there': `query A { __typename } query B { __typename }`,
  };
}

/** Around the document: in the body, the address and the headers. */
function inRequest({ operation, place, secret }: Telling): Record<string, Way['request']> {
  const query = operation.document;
  const variables = put(fittingVariables(operation.args), place, secret);
  const body = JSON.stringify({ query, variables });
  const asJson = (value: object): RawRequest => ({ headers: JSON_TYPE, body: JSON.stringify(value) });
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const quoted = JSON.stringify(secret);
  const end = body.indexOf(quoted) + quoted.length;
  const headerText = encodeURIComponent(secret);
  return {
    'as the variables': asJson({ query, variables: secret }),
    'in variables that are a text': asJson({ query, variables: JSON.stringify(variables) }),
    'as the name of the operation': asJson({ query, variables, operationName: secret }),
    'as the extensions': asJson({ query, variables, extensions: secret }),
    'in the extensions': asJson({ query: '{', extensions: { secret } }),
    'as the document': asJson({ query: secret }),
    'in a batch': asJson([{ query, variables }]),
    'in JSON that ends early': { headers: JSON_TYPE, body: body.slice(0, end) },
    'in JSON that is not closed': { headers: JSON_TYPE, body: body.slice(0, end - 1) },
    'in JSON with a comma too many': { headers: JSON_TYPE, body: body.replace(quoted, () => `${quoted},,`) },
    'in JSON without quotes': { headers: JSON_TYPE, body: body.replace(quoted, () => secret) },
    'in JSON that pollutes': { headers: JSON_TYPE, body: `{"__proto__":{"x":${quoted}}}` },
    'as text': { headers: { 'content-type': 'text/plain' }, body },
    'as a form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `${parameters}` },
    'as no type': { headers: {}, body },
    'in the address': {
      method: 'GET',
      path: `/graphql?${parameters}`,
      headers: { 'apollo-require-preflight': '1' },
    },
    'in the address of a POST': { path: `/graphql?${parameters}`, headers: JSON_TYPE, body: '{}' },
    'in the address, with variables that are no JSON': {
      method: 'GET',
      path: `/graphql?${new URLSearchParams({ query: '{ __typename }', variables: secret })}`,
      headers: { 'apollo-require-preflight': '1' },
    },
    'as a parameter of another address': {
      method: 'GET',
      path: `/reset?token=${encodeURIComponent(secret)}`,
    },
    'in an address that cannot be read': {
      method: 'GET',
      path: `/reset/%zz/${encodeURIComponent(secret)}?token=${encodeURIComponent(secret)}`,
    },
    'as a bearer token': {
      headers: { ...JSON_TYPE, authorization: `Bearer ${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as another credential': {
      headers: { ...JSON_TYPE, authorization: `Basic ${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as a service key': {
      headers: { ...JSON_TYPE, 'latchkey-service-key': headerText },
      body: '{"query":"{ introspectToken(input: { token: \\"x\\" }) { active } }"}',
    },
    'as a cookie': {
      headers: { ...JSON_TYPE, cookie: `token=${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as a content type': { headers: { 'content-type': `application/${headerText}` }, body },
    'as a language': { headers: { ...JSON_TYPE, 'accept-language': headerText }, body: '{' },
  };
}

export function waysOf(telling: Telling): Way[] {
  const { document } = telling.operation;
  const asBody = (query: string, variables: unknown = {}): RawRequest => ({
    headers: JSON_TYPE,
    body: JSON.stringify({ query, variables }),
  });
  return [
    ...Object.entries(inVariables(telling)).map(([way, variables]) => ({
      name: way,
      request: asBody(document, variables),
    })),
    ...Object.entries(inDocument(telling)).map(([way, query]) => ({ name: way, request: asBody(query) })),
    ...Object.entries(inRequest(telling)).map(([way, request]) => ({ name: way, request })),
  ];
}

/** One that the operation would take for what it is meant to be, so that it comes further than the first check. */
export function likely(place: Place): string {
  switch (place.at(-1)) {
    case 'username':
    case 'usernameOrEmail':
      return name();
    case 'email':
    case 'newEmail':
      return `${name()}@example.com`;
    case 'token':
      return (name() + name() + name()).slice(0, 43);
    case 'refreshToken':
      return ['{"alg":"ES256","typ":"rt+jwt"}', `{"sub":"${name()}"}`, name()]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
    case 'id':
      return name();
    default:
      return `aA1!${canary()}`;
  }
}
