import {
  ChangePasswordDocument,
  LoginDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const CONCURRENCY = 2;
const QUEUE = 40;

let engine: WatchedEngine;
let service: TestService;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({
    adapters: { hashingEngine: engine },
    env: { HASH_CONCURRENCY: String(CONCURRENCY), HASH_QUEUE_LIMIT: String(QUEUE) },
  });
});

afterAll(() => service.stop());

const login = (usernameOrEmail: string, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });

const codeOf = async (usernameOrEmail: string, password: string) =>
  String((await login(usernameOrEmail, password)).errors[0]?.extensions?.['code'] ?? 'accepted');

describe('five hundred logins at once', () => {
  it('DO-1: run a bounded number of verifications, are told to come back, and block nobody else', async () => {
    const { email } = await registerPerson(service.client);
    engine.forget();
    let pending = true;
    const storm = Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        login(index % 2 === 0 ? email : `${index}@example.com`, index % 2 === 0 ? PASSWORD : 'Wrong1Word!!'),
      ),
    ).finally(() => {
      pending = false;
    });
    const waits: number[] = [];
    while (pending) {
      const startedAt = performance.now();
      const { text } = await service.client.raw('{ __typename }');
      expect(text.trim()).toBe('{"data":{"__typename":"Query"}}');
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
      if (pending) waits.push(performance.now() - startedAt);
    }
    const answers = await storm;
    const codes = answers.map(({ errors }) => String(errors[0]?.extensions?.['code'] ?? 'accepted'));
    const count = (code: string) => codes.filter((one) => one === code).length;
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(CONCURRENCY);
    expect(count('SERVER_BUSY')).toBeGreaterThan(0);
    expect(count('SERVER_BUSY') + count('accepted') + count('INVALID_CREDENTIALS')).toBe(500);
    expect(engine.verifications).toHaveLength(500 - count('SERVER_BUSY'));
    expect(count('accepted') + count('INVALID_CREDENTIALS')).toBeGreaterThanOrEqual(CONCURRENCY + QUEUE);
    for (const { errors } of answers.filter((_answer, index) => codes[index] === 'SERVER_BUSY'))
      expect(errors[0]?.extensions).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
    // Answered while the storm was on, and soon: on a busy machine too.
    expect(waits.length).toBeGreaterThan(0);
    expect([...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(1000);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
  });

  it('DO-1: and everything else that hashes stands in the same queue', async () => {
    engine.forget();
    const { client, mailbox } = service;
    const person = await registerPerson(client);
    await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await mailbox.token(person.email);
    await Promise.all([
      ...Array.from({ length: 30 }, () => client.ask(RegisterDocument, { input: newcomer() })),
      ...Array.from({ length: 30 }, () =>
        client.ask(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } }),
      ),
      ...Array.from({ length: 30 }, () =>
        client.ask(
          ChangePasswordDocument,
          { input: { currentPassword: PASSWORD, newPassword: 'Third1Word!!' } },
          { token: person.tokens.accessToken },
        ),
      ),
    ]);
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(CONCURRENCY);
    expect(engine.hashes.length + engine.verifications.length).toBeGreaterThan(CONCURRENCY);
  });
});
