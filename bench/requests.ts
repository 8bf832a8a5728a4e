import type { Answer } from './connection.js';

/** Every field of a user that is a value: nobody can say that the costly ones were left out. */
const USER_FIELDS =
  'id username email emailVerified languageCode role status balance referralBalance referralCode lastLoginAt createdAt';
const TOKEN_FIELDS = 'accessToken refreshToken tokenType expiresIn';

const ME = `query Me { me { ${USER_FIELDS} } }`;
const REFRESH = `mutation Refresh($input: RefreshTokenInput!) { refreshToken(input: $input) { ${TOKEN_FIELDS} } }`;
const LOGIN = `mutation Login($input: LoginInput!) { login(input: $input) { ${TOKEN_FIELDS} } }`;
const REGISTER = `mutation Register($input: RegisterInput!) { register(input: $input) { ${TOKEN_FIELDS} } }`;
const RESET =
  'mutation Reset($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { message } }';
const SIGN_IN_CODE =
  'mutation Code($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { message } }';
const POLICY = 'query Policy { passwordPolicy { minLength } }';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function emailOf(username: string): string {
  return `${username}@example.com`;
}

export function meRequest({ accessToken }: Pick<Tokens, 'accessToken'>): Buffer {
  return post({ query: ME }, accessToken);
}

export function refreshRequest({ refreshToken }: Pick<Tokens, 'refreshToken'>): Buffer {
  return post({ query: REFRESH, variables: { input: { refreshToken } } });
}

export function loginRequest({ username, password }: Credentials): Buffer {
  return post({ query: LOGIN, variables: { input: { usernameOrEmail: username, password } } });
}

export function registerRequest({ username, password }: Credentials): Buffer {
  const input = { username, password, email: emailOf(username) };
  return post({ query: REGISTER, variables: { input } });
}

export function resetRequest(email: string): Buffer {
  return post({ query: RESET, variables: { input: { email } } });
}

export function signInCodeRequest(email: string): Buffer {
  return post({ query: SIGN_IN_CODE, variables: { input: { email } } });
}

export function policyRequest(): Buffer {
  return post({ query: POLICY });
}

/** @throws when the answer is not a success: a rate of refusals would look like a good one */
export function requireSuccess({ status, body }: Answer): string {
  if (status !== 200 || body.includes('"errors":')) throw new Error(`Refused with ${status}: ${body}`);
  return body;
}

/** @throws when the answer is not this refusal */
export function requireRefusal(code: string): (answer: Answer) => void {
  return ({ status, body }) => {
    if (!body.includes(`"code":"${code}"`))
      throw new Error(`Not refused with ${code}, but ${status}: ${body}`);
  };
}

export function readTokens(body: string): Tokens {
  const { data } = JSON.parse(body) as { data: Record<string, Tokens> };
  const [tokens] = Object.values(data);
  if (tokens === undefined) throw new Error(`No tokens in ${body}`);
  return tokens;
}

function post(operation: object, accessToken?: string): Buffer {
  const body = Buffer.from(JSON.stringify(operation));
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'user-agent: latchkey-bench',
    'accept: application/json',
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...(accessToken === undefined ? [] : [`authorization: Bearer ${accessToken}`]),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
