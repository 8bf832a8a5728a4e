import { Duration } from '../../../src/core/duration.js';
import {
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { logIn, registerPerson, uniqueName } from '../../support/people.js';
import { sendOperation } from '../../support/raw-http.js';
import { PUBLIC_URL, startService } from '../../support/service.js';
import { attempt, client, codeIn, NEW_PASSWORD, service } from '../../support/watched-service.js';

describe('requestPasswordReset', () => {
  it('mails the link to the stored address, under the configured one', async () => {
    const person = await registerPerson(client);
    await client.run(RequestPasswordResetDocument, { input: { email: person.email.toUpperCase() } });
    await service.mailbox.token(person.email);
    const [mail] = service.mailbox.to(person.email).filter(({ text }) => text.includes('/reset-password'));
    expect(mail?.subject).toBe('Reset your password');
    expect(mail?.text).toMatch(/http:\/\/latchkey\.test\/reset-password#token=[\w-]{43}\n/);
    expect(mail?.html).toContain('lang="en"');
  });

  it('PR-5: changes nothing that anybody sees, ten times over', async () => {
    const person = await registerPerson(client);
    for (let times = 0; times < 10; times++)
      await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    expect(codeIn(await attempt(person.email))).toBe('accepted');
    const { refreshToken, accessToken } = person.tokens;
    expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('accepted');
    expect(codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }))).toBe('accepted');
  });

  const EVIL = 'evil.example';
  it.each<[string, Record<string, string>]>([
    ['Host', { host: EVIL }],
    ['Host with a port', { host: `${EVIL}:443` }],
    ['X-Forwarded-Host', { 'x-forwarded-host': EVIL }],
    ['X-Forwarded-*', { 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' }],
    ['X-Original-Host', { 'x-original-host': EVIL, 'x-host': EVIL }],
    ['X-Original-URL', { 'x-original-url': `https://${EVIL}/`, 'x-rewrite-url': `https://${EVIL}/` }],
    ['Forwarded', { forwarded: `host=${EVIL};proto=https` }],
    ['Origin', { origin: `https://${EVIL}` }],
    ['Referer', { referer: `https://${EVIL}/reset` }],
  ])('PR-3: links to the configured address, whatever %s says', async (_name, headers) => {
    const { email } = await registerPerson(client);
    const query = 'mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { success } }';
    const { status } = await sendOperation(client.url, query, { email }, headers);
    expect(status).toBe(200);
    const token = await service.mailbox.token(email);
    const [mail] = service.mailbox.to(email).filter(({ text }) => text.includes(token));
    const links = [...`${mail?.text} ${mail?.html}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => link);
    expect(links.length).toBeGreaterThan(1);
    expect(new Set(links)).toEqual(new Set([`${PUBLIC_URL}/reset-password#token=${token}`]));
    expect(JSON.stringify(mail)).not.toContain('evil');
  });

  it('mails no third link while two are good and the newer one has half its life left', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const ask = () => own.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const works = async (token: string) => {
      const { code } = await own.client.refusal(ResetPasswordDocument, {
        input: { token, newPassword: 'weak' },
      });
      return code === 'WEAK_PASSWORD';
    };
    for (let times = 0; times < 5; times++) await ask();
    const links = [await own.mailbox.token(person.email), await own.mailbox.token(person.email, 2)];
    // A mail whose delivery is not settled yet is sent once more when its lease has passed.
    while ((await own.database.outboxMail.count()) > 0)
      await new Promise((resolve) => setTimeout(resolve, 15));
    own.clock.advance(Duration.minutes(14));
    await ask();
    own.clock.advance(Duration.minutes(2));
    await ask();
    links.push(await own.mailbox.token(person.email, 3));
    expect(own.mailbox.tokens(person.email)).toHaveLength(3);
    // Each lives for half its life at least, and nobody can end it sooner by asking.
    expect(await Promise.all(links.map(works))).toEqual([false, true, true]);
    own.clock.advance(Duration.minutes(14));
    expect(await Promise.all(links.map(works))).toEqual([false, false, true]);
    await own.stop();
  });

  it('mails links to the owner however long a stranger has asked for them, also where they live for minutes', async () => {
    const own = await startService({ env: { RATE_LIMITS: 'on', PASSWORD_RESET_TTL: '5m' } });
    const { email } = await registerPerson(own.client);
    try {
      for (let times = 1; times <= 12; times++) {
        await own.client.run(RequestPasswordResetDocument, { input: { email } });
        const input = { token: await own.mailbox.token(email, times), newPassword: 'weak' };
        expect((await own.client.refusal(ResetPasswordDocument, { input })).code).toBe('WEAK_PASSWORD');
        own.clock.advance(Duration.minutes(3));
      }
    } finally {
      await own.stop();
    }
  });

  it('keeps no request for nobody longer than a link lives', async () => {
    const own = await startService();
    const ask = () =>
      own.client.run(RequestPasswordResetDocument, { input: { email: `${uniqueName()}@example.com` } });
    for (let requests = 0; requests < 5; requests++) await ask();
    own.clock.advance(Duration.minutes(31));
    await ask();
    await own.housekeeping.sweep();
    expect(await own.database.oneTimeToken.count()).toBe(1);
    await own.stop();
  });
});

describe('a reset page whose route is in the fragment', () => {
  it('gets the token in the fragment, and it sets the password', async () => {
    const service = await startService({
      env: { PASSWORD_RESET_URL: 'https://app.example.com/?tenant=1#/reset' },
    });
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const mailed = () =>
      service.mailbox
        .to(person.email)
        .flatMap(
          ({ text }) =>
            /https:\/\/app\.example\.com\/\?tenant=1#\/reset\?token=([\w-]{43})\n/.exec(text)?.[1] ?? [],
        );
    for (let tries = 0; tries < 500 && mailed().length === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const [token = ''] = mailed();
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    await logIn(service.client, { ...person, password: NEW_PASSWORD });
    await service.stop();
  });
});
