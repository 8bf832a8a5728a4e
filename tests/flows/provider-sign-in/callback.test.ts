import { Duration } from '../../../src/core/duration.js';
import { CompleteProviderSignInDocument } from '../../../src/generated/client/operations.js';
import { atOnce } from '../../support/people.js';
import { comeBack, PAGE, ProviderEnvironment, settingsOf, start } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeAll(async () => {
  environment = await ProviderEnvironment.open();
});
afterAll(() => environment.stop());

const complete = (challenge: string, result = '') =>
  environment.service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
const failures = () =>
  environment.service.database.auditEvent.findMany({ where: { type: 'provider_sign_in_failed' } });

describe('the way to a provider and back', () => {
  it('asks for a code with PKCE, a state and a nonce, for a callback of this provider alone', async () => {
    const { url } = await environment.start();
    const asked = new URL(url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'the-client',
      redirect_uri: 'http://latchkey.test/sign-in/acme/callback',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    });
    const secrets = ['state', 'nonce', 'code_challenge'].map((name) => asked.get(name) ?? '');
    expect(new Set(secrets).size).toBe(3);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('sends the browser to the page of the client with a result in the fragment, and sets no cookie', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    const address = `${environment.service.url}/sign-in/acme/callback?${answer}`;
    const response = await fetch(address, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^http:\/\/latchkey\.test\/signed-in#result=[\w-]{43}$/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('keeps the query of the page of the client', async () => {
    const { location } = await environment.result({}, { returnTo: `${PAGE}?next=%2Fhome` });
    expect(location).toMatch(/^http:\/\/latchkey\.test\/signed-in\?next=%2Fhome#result=/);
  });

  it.each([
    ['http://latchkey.test/привет', 'http://latchkey.test/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82#result='],
    ['http://latchkey.test/é?next=ä', 'http://latchkey.test/%C3%A9?next=%C3%A4#result='],
    ['http://latchkey.test/\ud800', 'http://latchkey.test/%EF%BF%BD#result='],
  ])('sends the browser to a page whose address is not ASCII: %s', async (returnTo, location) => {
    const back = await environment.result({}, { returnTo });
    expect(back).toMatchObject({ status: 303, location: expect.stringContaining(location) });
  });

  it('reads the answer of a provider that posts a form, which brings no cookie along', async () => {
    const { url, challenge } = await environment.start();
    const back = await comeBack(environment.service, 'acme', environment.provider.grant(url), 'POST');
    expect(back).toMatchObject({ status: 303, result: expect.any(String) });
    expect((await complete(challenge, back.result)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('reads no form above 16 kB, and no other type of body', async () => {
    const address = `${environment.service.url}/sign-in/acme/callback`;
    const long = new URLSearchParams({ state: 'x'.repeat(17 * 1024) });
    expect((await fetch(address, { method: 'POST', body: long })).status).toBe(413);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(address, { method: 'POST', body: '{}', headers })).status).toBe(415);
  });

  it('tells the client of a person who does not want to', async () => {
    const { url, challenge } = await environment.start();
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ state, error: 'access_denied', error_description: 'secret words' });
    const back = await comeBack(environment.service, 'acme', answer);
    expect(back.location).toBe(`${PAGE}#error=access_denied`);
    expect((await complete(challenge)).code).toBe('TOKEN_INVALID');
  });

  it('tells the client no more than that it failed for every other error', async () => {
    const { url } = await environment.start();
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ state, error: 'server_error<script>' });
    expect((await comeBack(environment.service, 'acme', answer)).location).toBe(
      `${PAGE}#error=provider_failed`,
    );
    expect((await failures()).at(-1)).toMatchObject({
      userId: null,
      outcome: 'FAILURE',
      metadata: { provider: 'acme', because: 'refused' },
    });
  });
});

describe('the row of a sign-in that is under way', () => {
  it('DR-2: has no secret in readable form, before and after the provider answered', async () => {
    const { database } = environment.service;
    const email = 'somebody-at-the-provider@example.com';
    const { url, challenge } = await environment.start();
    const rows = async () =>
      (await database.providerFlow.findMany()).map((row) =>
        Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
          .join(' '),
      );
    const before = (await rows()).join();
    const answer = environment.provider.grant(url, { email, email_verified: true });
    const { result = '' } = await comeBack(environment.service, 'acme', answer);
    const after = (await rows()).join();
    const asked = new URL(url).searchParams;
    const secrets = [challenge, result, asked.get('state') ?? '', asked.get('nonce') ?? '', email];
    for (const secret of secrets) {
      expect(secret).not.toBe('');
      expect(before).not.toContain(secret);
      expect(after).not.toContain(secret);
    }
  });
});

describe('an attack on the way back', () => {
  it('uses a state once, and answers the second time in the language of the person', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    expect((await comeBack(environment.service, 'acme', answer)).status).toBe(303);
    const address = `${environment.service.url}/sign-in/acme/callback?${answer}`;
    const again = await fetch(address, { redirect: 'manual', headers: { 'accept-language': 'de' } });
    expect(again.status).toBe(400);
    expect(again.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await again.text()).toMatch(/^Diese Anmeldung ist abgelaufen/);
  });

  it('lets one of 16 callbacks at once go on, with one exchange', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    const before = environment.provider.exchanged.length;
    const all = await atOnce(16, () => comeBack(environment.service, 'acme', answer));
    const statuses = all.map((one) => (one.status === 'fulfilled' ? one.value.status : one.reason)).sort();
    expect(statuses).toEqual([303, ...Array.from({ length: 15 }, () => 400)]);
    expect(environment.provider.exchanged.length - before).toBe(1);
  });

  it('refuses two states, no state and an unknown one, and uses none up', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    const twice = new URLSearchParams(answer);
    twice.append('state', 'x'.repeat(43));
    const without = new URLSearchParams({ code: answer.get('code') ?? '' });
    const unknown = new URLSearchParams({ code: 'code', state: 'x'.repeat(43) });
    for (const wrong of [twice, without, unknown])
      expect((await comeBack(environment.service, 'acme', wrong)).status).toBe(400);
    expect((await comeBack(environment.service, 'acme', answer)).status).toBe(303);
  });

  it('refuses the answer of another issuer (mix-up, RFC 9207), before anything is exchanged', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    answer.set('iss', 'https://evil.example');
    const before = environment.provider.exchanged.length;
    const back = await comeBack(environment.service, 'acme', answer);
    expect(back.error).toBe('provider_failed');
    expect(environment.provider.exchanged.length).toBe(before);
  });

  it('accepts an answer with the issuer of the provider', async () => {
    const { url } = await environment.start();
    const answer = environment.provider.grant(url);
    answer.set('iss', environment.provider.issuer);
    expect((await comeBack(environment.service, 'acme', answer)).status).toBe(303);
  });

  it('refuses a state at the callback of another provider', async () => {
    const settings = settingsOf('other', environment.provider);
    const env = { SIGN_IN_PROVIDERS: 'acme,other', ...settings, ...settingsOf('acme', environment.provider) };
    const both = await ProviderEnvironment.open({ env });
    const { url } = await start(both.service);
    const answer = environment.provider.grant(url);
    expect((await comeBack(both.service, 'other', answer)).status).toBe(400);
    expect((await comeBack(both.service, 'nobody', answer)).status).toBe(400);
    expect((await comeBack(both.service, 'acme', answer)).status).toBe(303);
    await both.stop();
  });

  it('is worth nothing with the challenge of another browser', async () => {
    const attacker = await environment.result({ sub: 'the-attacker' });
    const victim = await environment.result({ sub: 'the-victim' });
    expect((await complete(victim.challenge, attacker.result)).code).toBe('TOKEN_INVALID');
    expect((await complete(attacker.challenge, victim.result)).code).toBe('TOKEN_INVALID');
    expect((await complete(victim.challenge, victim.result)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('refuses a code that another browser began for: its verifier is another', async () => {
    const [attacker, victim] = [await environment.start(), await environment.start()];
    const answer = environment.provider.grant(attacker.url);
    answer.set('state', new URL(victim.url).searchParams.get('state') ?? '');
    expect((await comeBack(environment.service, 'acme', answer)).error).toBe('provider_failed');
  });

  it('uses a result once, by one of 16 at once', async () => {
    const { challenge, result } = await environment.result();
    const all = await atOnce(16, async () => (await complete(challenge, result)).code);
    const codes = all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)).sort();
    expect(codes).toEqual(['SIGN_UP_REQUIRED', ...Array.from({ length: 15 }, () => 'TOKEN_INVALID')]);
  });

  it('forgets a result after two minutes, and a person who stays away for ten', async () => {
    const { challenge, result } = await environment.result();
    const { url } = await environment.start();
    environment.service.clock.advance(Duration.seconds(121));
    expect((await complete(challenge, result)).code).toBe('TOKEN_INVALID');
    environment.service.clock.advance(Duration.minutes(8));
    expect((await comeBack(environment.service, 'acme', environment.provider.grant(url))).status).toBe(400);
    await environment.service.housekeeping.sweep();
    expect(await environment.service.database.providerFlow.count()).toBe(0);
  });
});
