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
    const release = engine.hold();
    const codes: string[] = [];
    const storm = Array.from({ length: 500 }, async (_, index) => {
      const known = index % 2 === 0;
      const { errors } = await login(
        known ? email : `${index}@example.com`,
        known ? PASSWORD : 'Wrong1Word!!',
      );
      codes.push(String(errors[0]?.extensions?.['code'] ?? 'accepted'));
      return errors[0]?.extensions;
    });
    while (codes.length < 500 - CONCURRENCY - QUEUE) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(new Set(codes)).toEqual(new Set(['SERVER_BUSY']));
    expect((await service.client.raw('{ __typename }')).text.trim()).toBe('{"data":{"__typename":"Query"}}');
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    release();
    for (const extensions of (await Promise.all(storm)).filter((one) => one?.['code'] === 'SERVER_BUSY'))
      expect(extensions).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
    const others = codes.filter((code) => code !== 'SERVER_BUSY');
    expect(others).toHaveLength(CONCURRENCY + QUEUE);
    for (const code of others) expect(['accepted', 'INVALID_CREDENTIALS']).toContain(code);
    expect(engine.verifications).toHaveLength(CONCURRENCY + QUEUE);
    expect(engine.mostAtOnce()).toBe(CONCURRENCY);
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
