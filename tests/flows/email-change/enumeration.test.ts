import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { RequestEmailChangeDocument } from '../../../src/generated/client/operations.js';
import { look, service, suspend } from '../../support/enumeration.js';
import { pause } from '../../support/outcomes.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';

async function ask({ tokens }: Person, newEmail: string, password = PASSWORD) {
  // Work that earlier requests left for later must not count as work of this one.
  await pause(50);
  const rows = async () => ({
    tokens: await service.database.oneTimeToken.count({ where: { purpose: 'EMAIL_CHANGE' } }),
    events: await service.database.auditEvent.count(),
  });
  const before = await rows();
  const variables = { input: { newEmail, password } };
  const seen = await look(RequestEmailChangeDocument, variables, { token: tokens.accessToken });
  const after = await rows();
  return { ...seen, rows: { tokens: after.tokens - before.tokens, events: after.events - before.events } };
}

/** What was mailed there, once so much of it has come, and a moment later. */
async function mailsTo(email: string, count: number) {
  for (let tries = 0; tries < 1500 && service.mailbox.to(email).length < count; tries++) await pause(10);
  await pause(50);
  return service.mailbox.to(email);
}

describe('requestEmailChange', () => {
  it('LOG-3, EV-3: answers and works alike, whether the address is taken or free', async () => {
    const holder = await registerPerson(service.client);
    const suspended = await registerPerson(service.client);
    await suspend(suspended.tokens.user.id);
    const seen = {
      free: await ask(await registerPerson(service.client), newcomer().email),
      taken: await ask(await registerPerson(service.client), holder.email),
      'taken, in another case': await ask(await registerPerson(service.client), holder.email.toUpperCase()),
      'taken by somebody suspended': await ask(await registerPerson(service.client), suspended.email),
    };
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, seen.free])));
    expect(seen.free.text).toContain('If the address can be used, a confirmation link has been sent to it');
    expect(seen.free.work).toMatchObject({ verifications: [DEFAULT_COST], hashes: 0 });
    expect(seen.free.rows).toEqual({ tokens: 1, events: 1 });
    const mailed = (await mailsTo(holder.email, 3)).map(({ subject }) => subject);
    expect(mailed).toEqual([
      'Confirm your email address',
      'Someone wanted to use your email address',
      'Someone wanted to use your email address',
    ]);
    expect(service.mailbox.tokens(holder.email, 'confirm-email')).toEqual([]);
  });

  it('LOG-9: mails to one address five times an hour at the most, whoever asks, and whether it is taken or free', async () => {
    const holder = await registerPerson(service.client);
    const free = newcomer().email;
    const before = service.mailbox.to(holder.email).length;
    for (let asked = 0; asked < 7; asked++) {
      const person = await registerPerson(service.client);
      for (const address of [holder.email, free]) expect((await ask(person, address)).status).toBe(200);
    }
    expect(await mailsTo(free, 5)).toHaveLength(5);
    const notifications = (await mailsTo(holder.email, 6)).filter(({ subject }) =>
      /wanted to use/.test(subject),
    );
    expect([before <= 1, notifications.length]).toEqual([true, 5]);
  });

  it('RL-1: counts wrong passwords, and five mails an hour', async () => {
    const guesser = await registerPerson(service.client);
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries++) {
      const { text } = await ask(guesser, newcomer().email, 'Wrong-Password-1');
      codes.push(/"code":"(\w+)"/.exec(text)?.[1] ?? 'accepted');
    }
    expect(codes).toEqual([...Array(5).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED']);
    const owner = await registerPerson(service.client);
    const answers: string[] = [];
    for (let tries = 0; tries < 6; tries++) answers.push((await ask(owner, newcomer().email)).text);
    expect(answers.map((text) => text.includes('RATE_LIMITED'))).toEqual([...Array(5).fill(false), true]);
  });
});
