import {
  LoginDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
} from '../../../src/generated/client/operations.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { attempt, client, codeIn, service } from '../../support/watched-service.js';

describe('an email address', () => {
  const NOT_ONE_MAILBOX = [
    '"victim@t.com x"@evil.example',
    'a@b.com\r\nBcc: x@y.zz',
    'a@b.com\nBcc: x@y.zz',
    'user@good.com(x)evil.com',
    'user(x)@good.com',
    'a@b.com, c@d.com',
    'a@b.com;c@d.com',
    'Bob <a@b.co>',
    '<a@b.co>',
    'us\u200ber@x.org',
    'x@y.org\u0000',
    'x\u0000@y.org',
    'a@b@c.org',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@localhost',
    'a@-b.org',
    '.a@b.org',
    'a..b@c.org',
    'mi\u212Ae@example.org',
    '\uff4dike@example.org',
    'mike@ex\u0131ample.org',
    'mike@example\u3002org',
    'mike@xn--exmple.org\u00ad',
  ];

  it.each(NOT_ONE_MAILBOX)(
    'REG-6: %j is not one mailbox, and is neither stored nor mailed',
    async (email) => {
      const before = await service.database.user.count();
      const answer = await client.ask(RegisterDocument, { input: newcomer({ email }) });
      expect(codeIn(answer)).toBe('BAD_USER_INPUT');
      expect(await service.database.user.count()).toBe(before);
      expect(codeIn(await client.ask(RequestPasswordResetDocument, { input: { email } }))).toBe(
        'BAD_USER_INPUT',
      );
      expect(service.mailbox.to(email)).toEqual([]);
    },
  );

  it('REG-7: is kept unique by the database itself, and so is a username', async () => {
    const indexes = await service.database.$queryRaw<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE tablename = 'users'`;
    const text = indexes.map(({ indexdef }) => indexdef).join('\n');
    for (const column of ['email_key', 'username_key'])
      expect(text).toMatch(new RegExp(`CREATE UNIQUE INDEX \\w+ ON public\\.users .*\\(${column}\\)`));
  });

  it('REG-7: is one and the same to this service and to the database, whatever its case', async () => {
    const mixed = `MiXeD.${uniqueName()}@ExAmPlE.org`;
    await registerPerson(client, { email: mixed });
    const rows = await service.database.$queryRaw<{ same: boolean }[]>`
      SELECT email_key = lower(email) AND username_key = lower(username) AS same FROM users`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ same }) => same)).toBe(true);
    expect(codeIn(await attempt(mixed.toLowerCase()))).toBe('accepted');
  });

  it('PR-4: gets the mail as it is stored, not as it was asked for', async () => {
    const name = uniqueName();
    const { email } = await registerPerson(client, { email: `Mike.${name}@Example.org` });
    await client.run(RequestPasswordResetDocument, { input: { email: ` ${email.toUpperCase()} ` } });
    await service.mailbox.token(email);
    const addressed = service.mailbox.mails.map(({ to }) => to.address).filter((to) => to.includes(name));
    // The link of the registration, and the one that was asked for.
    expect(addressed).toEqual([email, email]);
  });
});

describe('a username', () => {
  it.each(['mi\u212Ae', '\uff4dike', 'm\u0131ke', 'm\u0456ke', 'mike\u200b', 'mike\u202e'])(
    'REG-7: %j is nobody’s, so it is taken for nobody else’s',
    async (username) => {
      expect(codeIn(await client.ask(RegisterDocument, { input: newcomer({ username }) }))).toBe(
        'BAD_USER_INPUT',
      );
      expect(codeIn(await attempt(username))).toBe('INVALID_CREDENTIALS');
    },
  );

  it('REG-8: cannot be an email address, so none shadows another account’s address', async () => {
    const victim = await registerPerson(client);
    for (const username of [victim.email, `${victim.username}@example`, '@abc', victim.tokens.user.id])
      expect(codeIn(await client.ask(RegisterDocument, { input: newcomer({ username }) }))).toBe(
        'BAD_USER_INPUT',
      );
  });

  it('REG-8: that is another account’s mailbox name opens and resets its own account alone', async () => {
    const name = uniqueName();
    const victim = await registerPerson(client, { email: `${name}@example.org` });
    const other = await registerPerson(client, { username: name, password: 'Different1Word!' });
    const viaName = await client.run(LoginDocument, {
      input: { usernameOrEmail: name, password: 'Different1Word!' },
    });
    expect(viaName.login.user.id).toBe(other.tokens.user.id);
    const viaEmail = await client.run(LoginDocument, {
      input: { usernameOrEmail: victim.email, password: PASSWORD },
    });
    expect(viaEmail.login.user.id).toBe(victim.tokens.user.id);
    expect(codeIn(await attempt(name, PASSWORD))).toBe('INVALID_CREDENTIALS');
  });
});
