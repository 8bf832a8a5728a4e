import { Duration } from '../../src/core/duration.js';
import {
  ExportMyDataDocument,
  IntrospectTokenDocument,
  MySessionsDocument,
  ReauthenticateWithPasswordDocument,
} from '../../src/generated/client/operations.js';
import { createServiceKey } from '../support/administrators.js';
import { ageAuthentication, giveSecondFactor, refreshed, setLevel } from '../support/authentication.js';
import { claimsOf } from '../support/outcomes.js';
import { PASSWORD, registerPerson, type Tokens } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

let service: TestService;
let secret: string;
beforeAll(async () => {
  service = await startService();
  ({ secret } = await createServiceKey(service));
});
afterAll(() => service.stop());

const HOUR = Duration.minutes(60);
const proofIn = (token: string) => {
  const { auth_time: authTime, acr, amr } = claimsOf(token);
  return { authTime, acr, amr };
};

/** What other services are told: by `introspectToken`, and by `/session`. */
async function toldTo(token: string) {
  const { introspectToken } = await service.client.run(
    IntrospectTokenDocument,
    { input: { token } },
    { headers: { 'latchkey-service-key': secret } },
  );
  const { authTime, acr, amr, active } = introspectToken;
  const { headers } = await fetch(`${service.url}/session`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([headers.get('latchkey-acr'), headers.get('latchkey-auth-time')]).toEqual([acr, String(authTime)]);
  return { active, authTime, acr, amr };
}

const stepUp = ({ accessToken }: Tokens) =>
  service.client.as(accessToken).run(ReauthenticateWithPasswordDocument, { input: { password: PASSWORD } });

describe('when and how a user proved who they are', () => {
  it('RT-11: stays as it is over twenty refreshes', async () => {
    const { tokens } = await registerPerson(service.client);
    await ageAuthentication(service, tokens.accessToken, HOUR);
    let current = await refreshed(service.client, tokens);
    const first = proofIn(current.accessToken);
    expect(Number(first.authTime)).toBeLessThan(Number(proofIn(tokens.accessToken).authTime));
    for (let refreshes = 0; refreshes < 20; refreshes++) {
      current = await refreshed(service.client, current);
      expect(proofIn(current.accessToken)).toEqual(first);
    }
    expect(await toldTo(current.accessToken)).toEqual({ active: true, ...first });
  });

  it('MFA-8: is what the row says, so a weaker row is felt at the next request', async () => {
    const { tokens } = await registerPerson(service.client);
    await giveSecondFactor(service, tokens.user.id);
    await setLevel(service, tokens.accessToken, 2);
    const { accessToken } = await refreshed(service.client, tokens);
    expect(await toldTo(accessToken)).toMatchObject({ acr: 'aal2' });
    const client = service.client.as(accessToken);
    await client.run(ExportMyDataDocument, {});

    await setLevel(service, accessToken, 1);
    expect(proofIn(accessToken).acr).toBe('aal2');
    expect(await client.refusal(ExportMyDataDocument, {})).toMatchObject({
      code: 'STEP_UP_REQUIRED',
      acr: 'aal2',
    });
    expect(await toldTo(accessToken)).toMatchObject({ active: true, acr: 'aal1', amr: ['pwd'] });
  });

  it('is not told as newer for a token from before a step-up, which a thief may have', async () => {
    const { tokens } = await registerPerson(service.client);
    await ageAuthentication(service, tokens.accessToken, HOUR);
    const old = await refreshed(service.client, tokens);
    const before = proofIn(old.accessToken);
    await stepUp(old);
    expect(await toldTo(old.accessToken)).toEqual({ active: true, ...before });
    const { accessToken } = await refreshed(service.client, old);
    const after = await toldTo(accessToken);
    expect(Number(after.authTime)).toBeGreaterThan(Number(before.authTime));
    expect(after).toMatchObject(proofIn(accessToken));
  });

  it('is of the newest proof, even if it is weaker than the one before', async () => {
    const { tokens } = await registerPerson(service.client);
    await setLevel(service, tokens.accessToken, 3);
    const strong = await refreshed(service.client, tokens);
    expect(proofIn(strong.accessToken).acr).toBe('phr');
    await stepUp(strong);
    const { accessToken } = await refreshed(service.client, strong);
    expect(proofIn(accessToken).acr).toBe('aal1');
    expect(await toldTo(strong.accessToken)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  it('is in the list of sessions', async () => {
    const { tokens } = await registerPerson(service.client);
    await setLevel(service, tokens.accessToken, 2);
    const { me } = await service.client.as(tokens.accessToken).run(MySessionsDocument, {});
    const [session] = me?.sessions ?? [];
    expect(session).toMatchObject({ acr: 'aal2' });
    expect(Math.floor(Date.parse(String(session?.authenticatedAt)) / 1000)).toBe(
      proofIn(tokens.accessToken).authTime,
    );
  });
});
