import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { Client } from '../../support/client.js';
import { logIn, PASSWORD, registerPerson } from '../../support/people.js';
import { PUBLIC_URL, startService } from '../../support/service.js';
import {
  attempt,
  client,
  codeIn,
  NEW_PASSWORD,
  requestedToken,
  reset,
  service,
  suspend,
} from '../../support/watched-service.js';

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
    const { errors } = await reset(token);
    expect(errors[0]?.extensions).toMatchObject({ code: 'TOKEN_INVALID', status: 401 });
  });

  it('PR-1: works beside the one before it, and one use ends both', async () => {
    const person = await registerPerson(client);
    const [older, newer] = [await requestedToken(person), await requestedToken(person)];
    expect(codeIn(await reset(older))).toBe('accepted');
    for (const link of [older, newer]) expect(codeIn(await reset(link))).toBe('TOKEN_INVALID');
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

  it('PR-1: ends after PASSWORD_RESET_TTL, and another can be had', async () => {
    const own = await startService({ env: { PASSWORD_RESET_TTL: '10m' } });
    const { email } = await registerPerson(own.client);
    const use = (token: string) =>
      own.client.ask(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    await own.client.run(RequestPasswordResetDocument, { input: { email } });
    const token = await own.mailbox.token(email);
    own.clock.advance(Duration.minutes(11));
    for (const text of [token, 'nonsense']) expect(codeIn(await use(text))).toBe('TOKEN_INVALID');
    await own.client.run(RequestPasswordResetDocument, { input: { email } });
    expect(codeIn(await use(await own.mailbox.token(email, 2)))).toBe('accepted');
    await own.stop();
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
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    expect(codeIn(await reset(token, 'weak'))).toBe('WEAK_PASSWORD');
    const { errors } = await reset(token, `${person.username}A1!`);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'WEAK_PASSWORD',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'newPassword', rule: 'containsUsername' }),
      ]),
    });
    expect(codeIn(await reset(token))).toBe('accepted');
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

  it('PR-2: sets the password that logs in from then on, and signs nobody in', async () => {
    const person = await registerPerson(client);
    const { data, headers, text } = await reset(await requestedToken(person));
    const message = 'Your password has been reset';
    const deviceToken = expect.stringMatching(/^[\w-]{43}$/);
    expect(data).toEqual({ resetPassword: { success: true, message, deviceToken } });
    expect(headers.getSetCookie()).toEqual([]);
    expect(text).not.toContain('eyJ');
    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    expect(codeIn(await attempt(person.email, NEW_PASSWORD))).toBe('accepted');
    expect(codeIn(await attempt(person.email))).toBe('INVALID_CREDENTIALS');
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

  it('REG-10, S-3, PR-10: ends every session that came before it, also of an address that nobody has verified', async () => {
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
