import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness } from '../../src/core/randomness.js';
import { MeDocument } from '../../src/generated/client/operations.js';
import { until } from '../platform/mail/outbox-environment.js';
import { Client } from '../support/client.js';
import { createTestStorage, newFolder, STORAGE_KINDS } from '../support/database.js';
import { pause } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { freePort, type RunningProcess, startProcess } from '../support/process.js';
import { describeWith, HAPROXY, programEnvironment } from '../support/programs.js';

const REQUESTS = 5_000;
const CLIENTS = 20;
/** Long enough that both restarts happen while requests are sent. */
const PAUSE_MS = 200;
const SECRET = systemRandomness.bytes(32).toString('hex');

/** HAProxy as it comes: its check is OPTIONS over HTTP/1.0 without Host, every two seconds, three times. */
const configuration = (frontend: number, backends: readonly number[]) => `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend public
  bind 127.0.0.1:${frontend}
  default_backend latchkey
backend latchkey
  option httpchk /readyz
${backends.map((port, index) => `  server s${index} 127.0.0.1:${port} check`).join('\n')}
`;

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describeWith(HAPROXY) : describe.skip;

describePostgresql('a rolling restart of two instances behind HAProxy', () => {
  const running: RunningProcess[] = [];
  let balancer: ChildProcess | null = null;
  afterAll(async () => {
    balancer?.kill('SIGKILL');
    await Promise.all(running.map((service) => service.kill()));
  });

  it(`fails none of ${REQUESTS} requests`, async () => {
    const { storage, dataDir } = await createTestStorage('postgresql');
    if (storage.kind !== 'postgresql') throw new Error('It asked for PostgreSQL');
    const [frontend, ...ports] = [await freePort(), await freePort(), await freePort()];
    const start = async (port: number) => {
      const service = await startProcess({
        DATA_DIR: dataDir,
        DATABASE_URL: storage.url,
        AUTH_SECRET: SECRET,
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${frontend}`,
        TRUST_PROXY: '127.0.0.1',
      });
      running.push(service);
      return service;
    };
    const instances = [await start(ports[0] ?? 0), await start(ports[1] ?? 0)];
    balancer = await startBalancer(configuration(frontend, ports));
    const client = new Client(`http://127.0.0.1:${frontend}/graphql`);
    await until(async () => (await statusOf(client.url)) !== 503);
    const { tokens } = await registerPerson(client);

    const outcomes = new Map<string, number>();
    const load = Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        for (let each = 0; each < REQUESTS / CLIENTS; each += 1) {
          const outcome = await client.ask(MeDocument, {}, { token: tokens.accessToken }).then(
            ({ status, data }) => (data?.me ? 'answered' : `status ${status}`),
            (error: Error) => String(error.cause ?? error),
          );
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          await pause(PAUSE_MS);
        }
      }),
    );
    for (const [index, instance] of instances.entries()) {
      instance.signal('SIGTERM');
      expect(await instance.exited).toEqual({ code: 0, signal: null });
      await start(ports[index] ?? 0);
      // As an orchestrator waits until the new instance is in the balancer before it ends the next one.
      await pause(8_000);
    }
    await load;
    expect(Object.fromEntries(outcomes)).toEqual({ answered: REQUESTS });
  });
});

async function startBalancer(text: string): Promise<ChildProcess> {
  const folder = newFolder();
  await mkdir(folder);
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, text);
  return spawn('haproxy', ['-db', '-f', file], { env: programEnvironment, stdio: 'ignore' });
}

async function statusOf(url: string): Promise<number> {
  return fetch(`${url}?query={__typename}`, { headers: { 'apollo-require-preflight': '1' } }).then(
    ({ status }) => status,
    () => 503,
  );
}
