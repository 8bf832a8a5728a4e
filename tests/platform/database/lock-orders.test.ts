import { RegisterDocument, UpdateProfileDocument } from '../../../src/generated/client/operations.js';
import type { Answer } from '../../support/client.js';
import { codesOf, pause } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Holds the users until everybody waits for them, so that all go on in the same moment. */
async function asOne(
  people: readonly Person[],
  acts: readonly (() => Promise<Answer<unknown>>)[],
): Promise<Answer<unknown>[]> {
  const ids = people.map(({ tokens }) => tokens.user.id);
  let answers: Promise<Answer<unknown>[]> = Promise.resolve([]);
  await service.database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM users WHERE id = ANY (${ids}::uuid[]) FOR UPDATE`;
    answers = Promise.all(acts.map((act) => act()));
    await everybodyWaits(acts.length);
  });
  return answers;
}

/** Asked beside the transaction, in which the answer would stay what it was first. */
async function everybodyWaits(count: number): Promise<void> {
  const ended = Date.now() + 4000;
  for (let waiting = 0; waiting < count && Date.now() < ended; waiting = await countWaiting())
    await pause(20);
}

async function countWaiting(): Promise<number> {
  // On the embedded database everybody waits for its one connection.
  if (!process.env['TEST_DATABASE_URL']) return Number.POSITIVE_INFINITY;
  const waiting = await service.database.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting.length;
}

/**
 * A registration has the name and waits for its referrer; the referrer's own change has the referrer and waits for
 * the name. No order of locks is right for both.
 */
it('a referrer who wants the name that somebody registers by their code waits, and one of the two has it', async () => {
  const referrers = await Promise.all(Array.from({ length: 3 }, () => registerPerson(service.client)));
  const acts = referrers.flatMap(({ tokens }) => {
    const username = uniqueName();
    const { referralCode } = tokens.user;
    const change = { input: { username } };
    const newcomers = { input: newcomer({ username, referralCode }) };
    return [
      () => service.client.ask(UpdateProfileDocument, change, { token: tokens.accessToken }),
      () => service.client.ask(RegisterDocument, newcomers),
    ];
  });
  const codes = (await asOne(referrers, acts)).flatMap(codesOf);
  expect(codes).toEqual(referrers.map(() => 'USERNAME_TAKEN'));
});
