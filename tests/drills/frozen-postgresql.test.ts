import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { RefreshTokenDocument } from '../../src/generated/client/operations.js';
import type { Client } from '../support/client.js';
import { newFolder } from '../support/database.js';
import { codesOf, pause, times } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { describePrivatePostgresql, PrivatePostgresql } from '../support/private-postgresql.js';
import { type RunningProcess, startProcess } from '../support/process.js';

const CLIENTS = 50;
/** Of each instance, as docs/operating.md says. */
const CONNECTIONS = 10;

/** Clients that refresh without a pause, each by one instance after the other, until they are told to stop. */
class RefreshingClients {
  readonly ended: string[] = [];
  refreshed = 0;
  failed = 0;
  #isStopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly instances: readonly RunningProcess[]) {}

  async start(): Promise<void> {
    const [one] = this.instances;
    if (one === undefined) throw new Error('There is an instance');
    const tokens: string[] = [];
    for (const _ of times(CLIENTS, 0)) tokens.push((await registerPerson(one.client)).tokens.refreshToken);
    this.#running = Promise.all(tokens.map((token, index) => this.#refresh(token, index)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #refresh(token: string, index: number): Promise<void> {
    let refreshToken = token;
    for (let turn = index; !this.#isStopped; turn++) {
      const { client } = this.instances[turn % this.instances.length] as { client: Client };
      const answer = await client.ask(RefreshTokenDocument, { input: { refreshToken } });
      const [code] = codesOf(answer);
      if (answer.data) {
        refreshToken = answer.data.refreshToken.refreshToken;
        this.refreshed += 1;
      } else if (code === 'SERVICE_UNAVAILABLE' || code === 'SERVER_BUSY') this.failed += 1;
      else {
        this.ended.push(String(code));
        return;
      }
      await pause(answer.data ? 50 : 200);
    }
  }
}

describePrivatePostgresql('two instances over a PostgreSQL that stops answering for a while', () => {
  let server: PrivatePostgresql;
  let watcher: pg.Client;
  let instances: RunningProcess[];
  let most = 0;
  let isWatching = false;
  let watched: Promise<void>;

  beforeAll(async () => {
    server = await PrivatePostgresql.start({ max_connections: '200' });
    const url = await server.createDatabase('latchkey');
    const env = {
      DATABASE_URL: url,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      PUBLIC_URL: 'https://auth.example.com',
    };
    instances = await Promise.all(times(2, 0).map(() => startProcess({ ...env, DATA_DIR: newFolder() })));
    watcher = new pg.Client({ connectionString: server.url });
    await watcher.connect();
    isWatching = true;
    watched = watch();
  });

  afterAll(async () => {
    isWatching = false;
    await watched;
    await watcher?.end();
    for (const instance of instances ?? []) await instance.kill();
    await server?.stop();
  });

  /** Counts backends as often as the server answers: it is frozen itself for a while, and then asked at once. */
  async function watch(): Promise<void> {
    while (isWatching) {
      const { rows } = await watcher.query<{ backends: number }>(
        `SELECT count(*)::int AS backends FROM pg_stat_activity WHERE datname = 'latchkey'`,
      );
      most = Math.max(most, rows[0]?.backends ?? 0);
      await pause(10);
    }
  }

  async function expectRecovery(clients: RefreshingClients): Promise<void> {
    await pause(20_000);
    for (const { url } of instances) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(clients.failed).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2 * CONNECTIONS);
    // The incident is told, and not once for each request.
    for (const instance of instances)
      expect(instance.log().filter(({ level }) => Number(level) >= 40).length).toBeLessThan(500);
    const { refreshed } = clients;
    await pause(2000);
    await clients.stop();

    expect(clients.ended).toEqual([]);
    expect(clients.refreshed - refreshed).toBeGreaterThan(CLIENTS);
  }

  it('ends no session and opens no further backend while every process of it is stopped', async () => {
    const clients = new RefreshingClients(instances);
    await clients.start();
    await pause(2000);
    await server.freeze();
    await pause(25_000);
    for (const { url } of instances) expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await pause(25_000);
    await server.thaw();
    await expectRecovery(clients);
  });

  it('does neither while commits wait for a standby that is away', async () => {
    const clients = new RefreshingClients(instances);
    await clients.start();
    await pause(2000);
    await server.configure('synchronous_standby_names', 'away');
    await pause(20_000);
    for (const { url } of instances) expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await pause(20_000);
    await server.configure('synchronous_standby_names', '');
    await expectRecovery(clients);
  });
});
