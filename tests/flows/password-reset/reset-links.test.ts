import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { Client } from '../../support/client.js';
import { atOnce, logIn, PASSWORD, registerPerson } from '../../support/people.js';
import { sendOperation } from '../../support/raw-http.js';
import {
  attempt,
  client,
  codeIn,
  NEW_PASSWORD,
  requestedToken,
  reset,
  service,
  suspend,
} from '../../support/security-ground.js';
import { PUBLIC_URL } from '../../support/service.js';

describe('requestPasswordReset', () => {
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
    expect(new Set(links)).toEqual(new Set([`${PUBLIC_URL}/reset-password?token=${token}`]));
    expect(JSON.stringify(mail)).not.toContain('evil');
  });
});

describe('a reset token', () => {
  it('PR-1: is long, random and kept as a digest alone', async () => {
    const tokens = [
      await requestedToken(await registerPerson(client)),
      await requestedToken(await registerPerson(client)),
    ];
    expect(tokens[0]).not.toBe(tokens[1]);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await service.database.oneTimeToken.findMany();
    const stored = rows.map(({ digest }) => Buffer.from(digest).toString('base64url'));
    for (const token of tokens) expect(stored).not.toContain(token);
    expect(rows.every(({ digest }) => digest.length === 32)).toBe(true);
  });

  it('PR-1: works once', async () => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(codeIn(await reset(token))).toBe('TOKEN_INVALID');
  });

  it('PR-1: is void when two newer ones were asked for', async () => {
    const person = await registerPerson(client);
    const oldest = await requestedToken(person);
    const older = await requestedToken(person);
    service.clock.advance(Duration.minutes(16));
    const newest = await requestedToken(person);
    expect(codeIn(await reset(oldest))).toBe('TOKEN_INVALID');
    expect(codeIn(await reset(older, 'weak'))).toBe('WEAK_PASSWORD');
    expect(codeIn(await reset(newest))).toBe('accepted');
    expect(codeIn(await reset(older))).toBe('TOKEN_INVALID');
  });

  it('PR-1: ends after thirty minutes', async () => {
    const [one, two] = [await registerPerson(client), await registerPerson(client)];
    const early = await requestedToken(one);
    const late = await requestedToken(two);
    service.clock.advance(Duration.seconds(30 * 60 - 20));
    expect(codeIn(await reset(early))).toBe('accepted');
    service.clock.advance(Duration.seconds(21));
    expect(codeIn(await reset(late))).toBe('TOKEN_INVALID');
  });

  it('PR-1: is void once the password was changed otherwise', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    await client.as(person.tokens.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect(codeIn(await reset(token, 'Third1Word!!'))).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email, NEW_PASSWORD))).toBe('accepted');
  });

  it('PR-1: sets its own user’s password and nobody else’s', async () => {
    const [one, other] = [await registerPerson(client), await registerPerson(client)];
    const [token] = [await requestedToken(one), await requestedToken(other)];
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(codeIn(await attempt(one.email, NEW_PASSWORD))).toBe('accepted');
    expect(codeIn(await attempt(other.email, NEW_PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect(codeIn(await attempt(other.email))).toBe('accepted');
  });

  it('PR-1: is not burnt by a password that the policy refuses', async () => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(token, 'weak'))).toBe('WEAK_PASSWORD');
    expect(codeIn(await reset(token))).toBe('accepted');
  });

  it('PR-1: of twenty uses at once one wins, and its password is the password', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    const passwords = Array.from({ length: 20 }, (_, index) => `Rival-Word-${index}!`);
    const settled = await atOnce(20, (index) => reset(token, passwords[index]));
    const codes = settled.map((one) => (one.status === 'fulfilled' ? codeIn(one.value) : 'failed'));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(codes.filter((code) => code === 'TOKEN_INVALID')).toHaveLength(19);
    for (const [index, password] of passwords.entries())
      expect([index, codeIn(await attempt(person.email, password))]).toEqual([
        index,
        codes[index] === 'accepted' ? 'accepted' : 'INVALID_CREDENTIALS',
      ]);
  });

  it.each<[string, (token: string) => string]>([
    ['cut short', (token) => token.slice(0, -1)],
    ['longer', (token) => `${token}A`],
    ['with a space', (token) => `${token} `],
    ['in another case', (token) => token.toUpperCase()],
    ['padded', (token) => `${token}=`],
    ['left out', () => ''],
    ['as a pattern', () => '%'],
  ])('PR-1: is taken in its one spelling: not %s', async (_name, respelt) => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(respelt(token)))).toBe('TOKEN_INVALID');
    expect(codeIn(await reset(token))).toBe('accepted');
  });

  it('PR-1: is not its digest, in any spelling', async () => {
    // What a thief has read in the database is no secret to be looked for there.
    const resetWith = (token: string) =>
      new Client(client.url).ask(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    const person = await registerPerson(client);
    await requestedToken(person);
    const { digest } = await service.database.oneTimeToken.findFirstOrThrow({
      where: { userId: person.tokens.user.id },
    });
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(codeIn(await resetWith(Buffer.from(digest).toString(encoding)))).toBe('TOKEN_INVALID');
  });

  it('PR-2: signs nobody in', async () => {
    const token = await requestedToken(await registerPerson(client));
    const { data, headers, text } = await reset(token);
    const message = 'Your password has been reset';
    expect(data).toEqual({ resetPassword: { success: true, message, deviceToken: expect.any(String) } });
    expect(headers.getSetCookie()).toEqual([]);
    expect(text).not.toContain('eyJ');
  });

  it('PR-7: is not used up by whoever opens its link', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    const { pathname, search } = new URL(`${PUBLIC_URL}/reset-password?token=${token}`);
    for (let times = 0; times < 3; times++) await fetch(`${service.url}${pathname}${search}`);
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(service.log.text).not.toContain(token);
  });

  it('PR-10: of somebody suspended since is void, and lifts no suspension', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    await suspend(person.tokens.user.id);
    expect(codeIn(await reset(token))).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email))).toBe('ACCOUNT_SUSPENDED');
  });

  it('PR-10: of an address that nobody has verified ends every session that came before it', async () => {
    const squatter = await registerPerson(client);
    const second = await logIn(client, squatter);
    expect(codeIn(await reset(await requestedToken(squatter)))).toBe('accepted');
    for (const { accessToken, refreshToken } of [squatter.tokens, second]) {
      expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('TOKEN_INVALID');
      expect(codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }))).toBe(
        'TOKEN_INVALID',
      );
    }
    expect(codeIn(await attempt(squatter.email))).toBe('INVALID_CREDENTIALS');
  });
});
