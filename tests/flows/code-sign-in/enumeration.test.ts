import {
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import {
  type Appearance,
  codesIn,
  everybody,
  expectAlike,
  series,
  service,
} from '../../support/enumeration.js';
import { askForCode, codesTo } from '../../support/mailed-codes.js';
import { newcomer, registerPerson } from '../../support/people.js';

const masked = (seen: Appearance[]) =>
  seen.map(({ text, ...rest }) => ({
    ...rest,
    text: text
      .replace(/"challenge":"[\w-]{43}"/, '"challenge":""')
      .replace(/"expiresAt":"[^"]+"/, '"expiresAt":""'),
  }));

/** Also an account whose mailbox was never proven and that must not be reclaimed. */
async function everyState() {
  const exempt = await registerPerson(service.client);
  await service.database.user.update({
    where: { id: exempt.tokens.user.id },
    data: { provisioned: true },
  });
  return { ...(await everybody()), exempt };
}

describe('requestSignInCode', () => {
  it('LOG-3: answers everybody alike after the same work, however often; only the mail tells', async () => {
    const people = await everyState();
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { email }] of Object.entries(people))
      seen[state] = masked(await series(4, RequestSignInCodeDocument, { input: { email } }));
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual(['accepted', 'accepted', 'accepted', 'RATE_LIMITED']);
    const last = await registerPerson(service.client);
    await askForCode(service, last.email);
    const mails = Object.entries(people).map(([state, { email }]) => [state, codesTo(service, email).length]);
    expect(Object.fromEntries(mails)).toEqual({
      unverified: 3,
      verified: 3,
      suspended: 0,
      passwordless: 3,
      deleted: 0,
      unknown: 0,
      exempt: 0,
    });
    const told = service.mailbox.to(people.exempt.email).map(({ subject }) => subject);
    expect(told).toContain('You cannot sign in with a code yet');
  });

  it('LOG-3: writes as many rows for nobody, so that a commit tells nothing', async () => {
    const rows = async () => ({
      codes: await service.database.mailedCode.count(),
      events: await service.database.auditEvent.count(),
    });
    const growth = async (email: string) => {
      const before = await rows();
      await series(1, RequestSignInCodeDocument, { input: { email } });
      const after = await rows();
      return { codes: after.codes - before.codes, events: after.events - before.events };
    };
    for (const { email } of [await registerPerson(service.client), newcomer()])
      expect(await growth(email)).toEqual({ codes: 1, events: 1 });
  });
});

describe('signInWithCode', () => {
  it('LOG-1: refuses a wrong code for everybody alike, after the same work', async () => {
    const people = await everyState();
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { email }] of Object.entries(people)) {
      const { requestSignInCode: asked } = await service.client.run(RequestSignInCodeDocument, {
        input: { email },
      });
      const input = { challenge: asked.challenge, code: 'ZZZZ-ZZZZ' };
      seen[state] = await series(6, SignInWithCodeDocument, { input });
    }
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual([...Array(5).fill('INVALID_CODE'), 'TOKEN_INVALID']);
  });
});
