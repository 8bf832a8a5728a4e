import { Duration } from '../../../src/core/duration.js';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import {
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import {
  type WatchedDatabase,
  type WatchedEngine,
  watchDatabase,
  watchHashing,
} from '../../support/counting.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

/**
 * Whether an account exists is nobody's business but its owner's. Every operation that takes the name of an account
 * is tried here on accounts in every state, with the limits on, until it is refused; all that can be seen from
 * outside has to be the same at every step: status, headers, body, and the work that makes up the time. The time
 * itself is compared by `npm run bench`. Registration alone tells what is taken, by decision (SECURITY.md).
 */

let engine: WatchedEngine;
let watched: WatchedDatabase;
let service: TestService;

beforeAll(async () => {
  engine = await watchHashing();
  watched = await watchDatabase();
  service = await startService({
    edges: { hashingEngine: engine, database: watched.database },
    env: { RATE_LIMITS: 'on' },
  });
});

afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

/** What can be seen of an answer, but for the instant, and what was done for it. */
interface Appearance {
  readonly status: number;
  readonly headers: object;
  readonly text: string;
  readonly work: { readonly database: string[]; readonly verifications: object[]; readonly hashes: number };
}

let addresses = 0;
/** Addresses of this machine, so that each series of tries has limits of its own. */
const nextAddress = () => `127.0.${1 + (addresses >> 8)}.${1 + (addresses++ & 0xff)}`;

async function look(document: string, variables: object, localAddress: string): Promise<Appearance> {
  watched.operations.length = 0;
  engine.forget();
  const { status, headers, text } = await sendRaw(service.client.url, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables }),
    localAddress,
  });
  const { date: _date, 'retry-after': retryAfter, ...shown } = headers;
  return {
    status,
    // The window of each began when its own first try came.
    headers: { ...shown, 'retry-after': retryAfter && 'seconds' },
    text: text
      .replace(/"requestId":"[0-9a-f-]{36}"/, '"requestId":""')
      .replace(/"retryAfter":\d+/, '"retryAfter":0'),
    work: {
      database: [...watched.operations],
      verifications: [...engine.verifications],
      hashes: engine.hashes.length,
    },
  };
}

/** The same thing again and again from one address: what a series of tries looks like. */
async function series(count: number, document: string, variables: object): Promise<Appearance[]> {
  const from = nextAddress();
  const seen: Appearance[] = [];
  for (let tries = 0; tries < count; tries++) seen.push(await look(document, variables, from));
  return seen;
}

const codesIn = (seen: readonly Appearance[]) =>
  seen.map(({ text }) => /"code":"(\w+)"/.exec(text)?.[1] ?? 'accepted');

function expectAlike(seen: Readonly<Record<string, readonly Appearance[]>>): readonly Appearance[] {
  const [first = []] = Object.values(seen);
  expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, first])));
  return first;
}

const suspend = (id: string) =>
  service.database.user.update({ where: { id }, data: { status: 'SUSPENDED', suspendedUntil: null } });

/** An account in each state, and somebody who has none. */
async function everybody() {
  const [unverified, verified, suspended, passwordless, deleted] = [
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
  ];
  await service.database.user.update({
    where: { id: verified.tokens.user.id },
    data: { emailVerifiedAt: new Date() },
  });
  await suspend(suspended.tokens.user.id);
  await service.database.passwordHash.delete({ where: { userId: passwordless.tokens.user.id } });
  await service.database.user.delete({ where: { id: deleted.tokens.user.id } });
  return { unverified, verified, suspended, passwordless, deleted, unknown: newcomer() };
}

describe('login', () => {
  const document = LoginDocument;
  const tryTo = (usernameOrEmail: string, password: string, count = 7) =>
    series(count, document, { input: { usernameOrEmail, password } });

  it('LOG-1, LOG-2, RL-9: refuses everybody alike, after the same work, and then locks everybody alike', async () => {
    const people = await everybody();
    const wrong = 'Wrong1Word!!';
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { username, email }] of Object.entries(people)) {
      const password = state === 'passwordless' ? PASSWORD : wrong;
      seen[`${state}, by username`] = await tryTo(username, password);
      seen[`${state}, by email`] = await tryTo(email, password);
    }
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual([
      ...Array(5).fill('INVALID_CREDENTIALS'),
      ...Array(2).fill('RATE_LIMITED'),
    ]);
    const work = { database: ['rows', 'rows', 'rows'], verifications: [DEFAULT_COST], hashes: 0 };
    expect(alike[0]?.work).toEqual(work);
    // Once locked, nothing is done for anybody but to look whether the account knows the device.
    expect(alike[6]?.work).toEqual({ database: ['rows'], verifications: [], hashes: 0 });
  });

  it('LOG-1, LOG-2: refuses every password that is wrong alike, whatever is wrong with it', async () => {
    const known = () => registerPerson(service.client).then(({ username }) => username);
    const cases: Record<string, readonly [string, string]> = {
      'an empty one': [await known(), ''],
      'one too short for the policy': [await known(), 'x'],
      'one too long for the policy': [await known(), 'x'.repeat(1000)],
      'one with a lone surrogate': [await known(), '\ud800'],
      'the right one and a space': [await known(), `${PASSWORD} `],
      'of an unknown username': [uniqueName(), PASSWORD],
      'of what is neither username nor email': ['@', PASSWORD],
      'of nothing': ['', PASSWORD],
    };
    const seen: Record<string, Appearance[]> = {};
    for (const [name, [who, password]] of Object.entries(cases)) seen[name] = await tryTo(who, password, 1);
    expect(codesIn(expectAlike(seen))).toEqual(['INVALID_CREDENTIALS']);
  });

  it('RL-1, LOG-1: keeps even the right password out of a lock, as it does of an account that does not exist', async () => {
    const { username } = await registerPerson(service.client);
    const nobody = uniqueName();
    for (const who of [username, nobody]) await tryTo(who, 'Wrong1Word!!', 5);
    const seen = { locked: await tryTo(username, PASSWORD, 1), unknown: await tryTo(nobody, PASSWORD, 1) };
    expect(codesIn(expectAlike(seen))).toEqual(['RATE_LIMITED']);
  });
});

describe('requestPasswordReset', () => {
  const document = RequestPasswordResetDocument;

  it('LOG-3, PR-6, PR-10: answers everybody alike after the same work, however often; only the mail tells', async () => {
    const people = await everybody();
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { email }] of Object.entries(people))
      seen[state] = await series(5, document, { input: { email } });
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual(Array(5).fill('accepted'));
    expect(alike[0]?.text).toContain('If the email exists, a password reset link has been sent');
    for (const { work } of alike)
      expect(work).toEqual({
        database: ['$queryRaw', 'OutboxMail.createMany', '$executeRaw'],
        verifications: [],
        hashes: 0,
      });
    // One that comes after them all has come: so have they.
    const last = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: last.email } });
    await service.mailbox.token(last.email);
    const mails = Object.entries(people).map(([state, { email }]) => [
      state,
      service.mailbox.tokens(email).length,
    ]);
    expect(Object.fromEntries(mails)).toEqual({
      unverified: 2,
      verified: 2,
      suspended: 0,
      passwordless: 2,
      deleted: 0,
      unknown: 0,
    });
  });

  it('LOG-3: writes as many rows for nobody, so that a commit tells nothing', async () => {
    const rows = async () => ({
      tokens: await service.database.oneTimeToken.count(),
      events: await service.database.auditEvent.count(),
    });
    const growth = async (email: string) => {
      const before = await rows();
      await series(1, document, { input: { email } });
      const after = await rows();
      return { tokens: after.tokens - before.tokens, events: after.events - before.events };
    };
    const { email } = await registerPerson(service.client);
    expect(await growth(email)).toEqual({ tokens: 1, events: 1 });
    expect(await growth(newcomer().email)).toEqual({ tokens: 1, events: 1 });
  });
});

describe('resetPassword', () => {
  it('refuses every token that is no good alike: none, used, replaced, of a suspended user', async () => {
    const mailed = async () => {
      const { email, tokens } = await registerPerson(service.client);
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      return { email, id: tokens.user.id, token: await service.mailbox.token(email) };
    };
    const reset = (token: string) =>
      series(1, ResetPasswordDocument, { input: { token, newPassword: 'Correct-Horse-9' } });
    const [used, replaced, suspended] = [await mailed(), await mailed(), await mailed()];
    await reset(used.token);
    for (const minutes of [1, 16]) {
      service.clock.advance(Duration.minutes(minutes));
      await service.client.run(RequestPasswordResetDocument, { input: { email: replaced.email } });
    }
    await suspend(suspended.id);
    const seen = {
      used: await reset(used.token),
      replaced: await reset(replaced.token),
      suspended: await reset(suspended.token),
      unknown: await reset('A'.repeat(43)),
    };
    expect(codesIn(expectAlike(seen))).toEqual(['TOKEN_INVALID']);
  });
});
