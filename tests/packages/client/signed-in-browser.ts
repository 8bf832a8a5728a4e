import { type Person, registerPerson } from '../../support/people.js';
import { sendOperation } from '../../support/raw-http.js';
import type { ClientEnvironment } from './client-environment.js';
import { CookieJar } from './cookie-jar.js';

/** What a browser says of a page that its user opens. */
export const NAVIGATION = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
const ANSWERING = 'mutation ($input: RefreshTokenInput!) { refreshToken(input: $input) { accessToken } }';

/** A user whose browser has the refresh cookie of a session, and nothing else. */
export async function signedInBrowser(
  environment: ClientEnvironment,
): Promise<{ person: Person; jar: CookieJar }> {
  const person = await registerPerson(environment.service.client);
  const jar = new CookieJar(environment.front.origin);
  const { headers } = await sendOperation(
    environment.front.url,
    ANSWERING,
    { input: { refreshToken: person.tokens.refreshToken } },
    { origin: environment.front.origin, 'latchkey-refresh-token': 'cookie' },
  );
  jar.keep([headers['set-cookie'] ?? []].flat());
  environment.front.forget();
  return { person, jar };
}
