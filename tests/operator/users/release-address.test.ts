import { LoginDocument, RegisterDocument } from '../../../src/generated/client/operations.js';
import { verified } from '../../flows/reclaiming/mailboxes.js';
import { codesOf } from '../../support/outcomes.js';
import { logIn, newcomer, PASSWORD } from '../../support/people.js';
import { newOperatorEnvironment, runHere } from '../import-export/operator-environment.js';

const ADA = { username: 'ada', email: 'ada@example.com', password: PASSWORD };

describe('latchkey users release-address', () => {
  it('frees the address of an administrator who never proved it, and keeps the account', async () => {
    const environment = await newOperatorEnvironment();
    const run = (...words: string[]) => runHere(words, environment.env);
    await environment.serve(async ({ client }) => {
      await client.run(RegisterDocument, { input: ADA });
    });
    await run('users', 'set-role', 'ada', 'ADMIN');
    const freed = await run('users', 'release-address', ADA.email, '--json');
    expect(freed).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(freed.stdout)).toMatchObject({ username: 'ada', email: ADA.email });

    await environment.serve(async ({ client, mailbox }) => {
      const byName = { usernameOrEmail: 'ada', password: PASSWORD };
      expect(codesOf(await client.ask(LoginDocument, { input: byName }))).toEqual([]);
      const { register } = await client.run(RegisterDocument, {
        input: { ...newcomer(), email: ADA.email },
      });
      const owner = { ...ADA, username: register.user.username, tokens: register };
      await verified({ client, mailbox }, owner);
      expect((await logIn(client, owner)).user.id).toBe(register.user.id);
      // No mail ever leaves to the address that nobody has.
      expect(mailbox.mails.filter(({ to }) => to.address.endsWith('.invalid'))).toEqual([]);
    });

    const refused = await run('users', 'release-address', ADA.email);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('has proved the mailbox');
    const [released, events] = await environment.look((database) =>
      Promise.all([
        database.user.findFirstOrThrow({ where: { username: 'ada' } }),
        database.auditEvent.findMany({ where: { type: 'address_released' } }),
      ]),
    );
    expect(released).toMatchObject({ role: 'ADMIN', emailVerifiedAt: null });
    expect(released.email).toMatch(/^released-[0-9a-f-]{36}@address\.invalid$/);
    expect(events).toMatchObject([
      { userId: released.id, actorId: null, userAgent: 'latchkey users release-address' },
    ]);
  }, 240_000);
});
