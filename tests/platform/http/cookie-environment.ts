import { type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

export const APP = 'https://app.example.com';
export const NAME = '__Host-latchkey-refresh';
export const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';
export const MODE = { origin: APP, 'latchkey-refresh-token': 'cookie' };
export const THIRTY_DAYS = 30 * 24 * 60 * 60;

const TOKENS = '{ accessToken refreshToken tokenType expiresIn user { id } }';
export const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) ${TOKENS} }`;
export const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) ${TOKENS} }`;
export const REFRESH = `mutation ($input: RefreshTokenInput) { refreshToken(input: $input) ${TOKENS} }`;
export const LOGOUT = 'mutation ($input: LogoutInput) { logout(input: $input) { success } }';

export let service: TestService;
export let person: Person;
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGINS: APP, REFRESH_GRACE: '0s', REFRESH_RECOVERY: '0s' } });
  person = await registerPerson(service.client);
});
afterAll(() => service.stop());

export const ask = (query: string, headers: Record<string, string | string[]>, input?: object) =>
  sendOperation(service.client.url, query, input === undefined ? {} : { input }, headers);

export const credentials = () => ({ usernameOrEmail: person.email, password: person.password });
export const logIn = (headers: Record<string, string> = MODE) => ask(LOGIN, headers, credentials());
export const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
export const cookie = (token: string) => ({ cookie: `theme=dark; ${NAME}=${token}; lang=en` });

export const setCookies = ({ headers }: RawAnswer): string[] =>
  [headers['set-cookie'] ?? []].flat().filter((line) => line.startsWith(NAME));
/** The token of the one cookie that an answer sets. */
export const kept = (answer: RawAnswer): string => {
  const [line, ...more] = setCookies(answer);
  if (line === undefined || more.length > 0) throw new Error(`${setCookies(answer).length}: ${answer.text}`);
  return /^[^=]+=([^;]*)/.exec(line)?.[1] ?? '';
};
export const payload = ({ text }: RawAnswer) =>
  Object.values(JSON.parse(text).data)[0] as Record<string, string>;
export const codes = ({ text }: RawAnswer) =>
  (JSON.parse(text).errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
export const isSignedIn = async (accessToken: string) =>
  codes(await ask('{ me { id } }', bearer(accessToken))).length === 0;
