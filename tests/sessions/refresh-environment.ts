import { MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import type { Answer } from '../support/client.js';
import { claimsOf, type OwnRefreshKey, openRefreshKey } from '../support/forgery.js';
import { registerPerson, type Tokens } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

export let service: TestService;
export let own: OwnRefreshKey;

beforeAll(async () => {
  service = await startService();
  own = await openRefreshKey(service.database, service.authSecret);
});

afterAll(() => service.stop());

export async function refresh(refreshToken: string, at = service): Promise<Tokens> {
  return (await at.client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
}

export async function codeOf(refreshToken: string, at = service): Promise<string> {
  const answer = await ask(refreshToken, at);
  return String(answer.errors[0]?.extensions?.['code'] ?? 'accepted');
}

export const ask = (refreshToken: string, at = service): Promise<Answer<unknown>> =>
  at.client.ask(RefreshTokenDocument, { input: { refreshToken } });

export const accessCode = async (accessToken: string, at = service) =>
  String(
    (await at.client.ask(MeDocument, {}, { token: accessToken })).errors[0]?.extensions?.['code'] ??
      'accepted',
  );

export const sessionOf = (token: string, at = service) =>
  at.database.session.findUnique({ where: { id: String(claimsOf(token)['sid']) } });

export const reuses = (at = service) =>
  at.log.lines.filter(({ sentence }) => sentence === 'refresh_token_reused');

/** The tokens of three generations of one session, the last of them good. */
export async function threeGenerations(at = service) {
  const person = await registerPerson(at.client);
  const first = person.tokens;
  const second = await refresh(first.refreshToken, at);
  const third = await refresh(second.refreshToken, at);
  return { person, first, second, third };
}
