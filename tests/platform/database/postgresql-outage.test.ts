import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import type { Answer } from '../../support/client.js';
import { createTestStorage, STORAGE_KINDS, terminateConnections } from '../../support/database.js';
import { codesOf, outcomesOf, pause, times } from '../../support/outcomes.js';
import { logIn, newcomer, type Person, registerPerson } from '../../support/people.js';
import { type RunningProcess, startProcess } from '../../support/process.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

/** No operation may take longer, whatever has become of the database: 7 s, and what a busy machine adds. */
const LONGEST_ANSWER = 12_000;
/** How soon everything works once the database does. */
const RECOVERY = 20_000;

describePostgresql('a service that loses its PostgreSQL', () => {
  let direct: string;
  let proxy: TcpProxy;
  let service: RunningProcess;
  let person: Person;

  beforeAll(async () => {
    const { storage, dataDir, cleanup } = await createTestStorage('postgresql');
    if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
    endings.push(cleanup);
    direct = storage.url;
    const { hostname, port } = new URL(direct);
    proxy = await TcpProxy.before({ host: hostname, port: Number(port || 5432) });
    endings.unshift(() => proxy.close());
    const throughProxy = new URL(direct);
    throughProxy.host = `127.0.0.1:${proxy.port}`;
    service = await startProcess({
      DATABASE_URL: throughProxy.href,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      REFRESH_GRACE: '30s',
    });
    endings.unshift(() => service.kill());
    person = await registerPerson(service.client);
  });

  /** What is open, the last opened first: whatever could not be opened needs no end. */
  const endings: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of endings) await end();
  });

  async function sql<T extends object>(query: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: direct });
    await client.connect();
    try {
      return (await client.query<T>(query, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** One of every kind that needs the database. */
  function operations(): Record<string, () => Promise<Answer<unknown>>> {
    const { client } = service;
    const { email, password, tokens } = person;
    const { accessToken: token, refreshToken } = tokens;
    return {
      me: () => client.ask(MeDocument, {}, { token }),
      register: () => client.ask(RegisterDocument, { input: newcomer() }),
      login: () => client.ask(LoginDocument, { input: { usernameOrEmail: email, password } }),
      refresh: () => client.ask(RefreshTokenDocument, { input: { refreshToken } }),
      logout: () => client.ask(LogoutDocument, { input: { refreshToken } }),
      requestReset: () => client.ask(RequestPasswordResetDocument, { input: { email } }),
      reset: () =>
        client.ask(ResetPasswordDocument, {
          input: { token: 'a'.repeat(43), newPassword: 'Chosen-Password-1!' },
        }),
      change: () =>
        client.ask(
          ChangePasswordDocument,
          { input: { currentPassword: password, newPassword: 'Chosen-Password-1!' } },
          { token },
        ),
    };
  }

  async function expectUnavailable(): Promise<void> {
    const answers = Object.entries(operations()).map(async ([name, ask]) => {
      const askedAt = performance.now();
      const { errors, text } = await ask();
      const inTime = performance.now() - askedAt < LONGEST_ANSWER;
      const { code, status } = errors[0]?.extensions ?? {};
      // Neither where it is nor what it said.
      return { name, code, status, inTime, quiet: !/127\.0\.0\.1|ECONN|postgres|timeout/i.test(text) };
    });
    const expected = { code: 'SERVICE_UNAVAILABLE', status: 503, inTime: true, quiet: true };
    expect(await Promise.all(answers)).toEqual(
      Object.keys(operations()).map((name) => ({ name, ...expected })),
    );
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  }

  async function expectRecovery(): Promise<void> {
    const until = performance.now() + RECOVERY;
    let ready = 0;
    // Every connection of the pool must have been mended, not only the one that happens to be asked.
    while (ready < 20 && performance.now() < until) {
      const answers = await Promise.all(
        times(20, 0).map(() => service.client.ask(MeDocument, {}, { token: person.tokens.accessToken })),
      );
      const { ok } = await fetch(`${service.url}/readyz`);
      ready = ok ? outcomesOf(answers).won.length : 0;
      if (ready < 20) await pause(50);
    }
    expect(ready).toBe(20);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    await logIn(service.client, await registerPerson(service.client));
    const { refreshToken } = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: person.tokens.refreshToken },
    });
    person = { ...person, tokens: refreshToken };
  }

  async function expectNothingHalfMade(): Promise<void> {
    const half = await sql(
      'SELECT u.id FROM users u LEFT JOIN password_hashes p ON p.user_id = u.id WHERE p.phc IS NULL',
    );
    expect(half).toEqual([]);
  }

  it('says that it is unavailable while connections are refused, and goes on when they are not', async () => {
    proxy.cut();
    await expectUnavailable();
    await expectUnavailable();
    proxy.reopen();
    await expectRecovery();
    await expectNothingHalfMade();
  });

  it('DO-6: says so in time when the database stays connected and goes silent, and goes on elsewhere', async () => {
    proxy.stall();
    await expectUnavailable();
    proxy.reopen();
    await expectRecovery();
    await expectNothingHalfMade();
  });

  it('says so in time when the database goes silent in the middle of operations', async () => {
    const started = times(30, 0).map(async (_, i) => {
      await pause(i * 5);
      const askedAt = performance.now();
      const answer = await service.client.ask(RegisterDocument, { input: newcomer() });
      return { answer, took: performance.now() - askedAt };
    });
    await pause(80);
    proxy.stall();
    const ended = await Promise.all(started);
    const { codes } = outcomesOf(ended.map(({ answer }) => answer));
    expect(codes.filter((code) => code !== 'SERVICE_UNAVAILABLE')).toEqual([]);
    expect(codes.length).toBeGreaterThan(0);
    // A registration is two steps, each with a time of its own.
    expect(Math.max(...ended.map(({ took }) => took))).toBeLessThan(2 * LONGEST_ANSWER);
    proxy.reopen();
    await expectRecovery();
    await expectNothingHalfMade();
  });

  it('does not hold what a lost transaction had locked', async () => {
    const somebody = await registerPerson(service.client);
    const blocker = new pg.Client({ connectionString: direct });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM password_hashes WHERE user_id = $1 FOR UPDATE', [
      somebody.tokens.user.id,
    ]);
    const change = service.client.ask(
      ChangePasswordDocument,
      { input: { currentPassword: somebody.password, newPassword: 'Chosen-Password-1!' } },
      { token: somebody.tokens.accessToken },
    );
    await pause(1000);
    // The transaction has locked the user and waits for the hash. Its next answer reaches nobody.
    proxy.stall();
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect(codesOf(await change)).toEqual(['SERVICE_UNAVAILABLE']);
    proxy.reopen();
    await expectRecovery();
    const until = performance.now() + 10_000;
    let codes = ['not asked yet'];
    while (codes.length > 0 && performance.now() < until) {
      const { email: usernameOrEmail, password } = somebody;
      codes = codesOf(await service.client.ask(LoginDocument, { input: { usernameOrEmail, password } }));
    }
    expect(codes).toEqual([]);
  });

  it('loses and half-makes nothing while the line breaks again and again', async () => {
    const acknowledged: string[] = [];
    const codes = new Set<string>();
    let over = false;
    const registering = times(8, 0).map(async () => {
      while (!over) {
        const input = newcomer();
        const answer = await service.client.ask(RegisterDocument, { input });
        for (const code of codesOf(answer)) codes.add(code);
        if (answer.data) acknowledged.push(input.email);
        else await pause(10);
      }
    });
    for (const _ of times(6, 0)) {
      await pause(250);
      proxy.cut();
      await pause(50);
      proxy.reopen();
    }
    await pause(250);
    over = true;
    await Promise.all(registering);
    expect([...codes]).toEqual(['SERVICE_UNAVAILABLE']);
    expect(acknowledged.length).toBeGreaterThan(6);
    await expectRecovery();
    await expectNothingHalfMade();
    const stored = await sql<{ email: string }>('SELECT email FROM users WHERE email = ANY($1)', [
      acknowledged,
    ]);
    expect(stored).toHaveLength(acknowledged.length);
  });

  it('survives a restart of the database server', async () => {
    await Promise.all(times(16, 0).map(() => logIn(service.client, person)));
    await terminateConnections(direct);
    await expectRecovery();
  });
});
