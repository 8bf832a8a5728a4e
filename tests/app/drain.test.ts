import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LoginDocument, RequestPasswordResetDocument } from '../../src/generated/client/operations.js';
import { codesOf, outcomesOf, pause, times } from '../support/outcomes.js';
import { type Person, registerPerson } from '../support/people.js';
import { describeEmbedded, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';

/** Far more than what is under way needs, far less than the 25 seconds after which a process ends by force. */
const WITHIN = 20_000;

/**
 * Hashes one password after the other, each in some 35 ms, so that requests are under way for a while: long enough on a
 * quick machine, and on a busy one not as long as a drain may take.
 */
const SLOW = { HASH_CONCURRENCY: '1', ARGON2_TIME_COST: '4' };

async function start(env: Record<string, string> = {}): Promise<RunningProcess & { dataDir: string }> {
  const dataDir = await preparedFolder();
  return { ...(await startProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'info', ...env })), dataDir };
}

const isMail = (name: string) => name.endsWith('.eml');

const logInBy = (service: RunningProcess, { email, password }: Person) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail: email, password } });

async function expectCleanEnd(service: RunningProcess): Promise<void> {
  const toldAt = performance.now();
  service.signal('SIGTERM');
  expect(await service.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - toldAt).toBeLessThan(WITHIN);
}

async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket.on('error', () => undefined);
}

/** Why a new connection is refused, as soon as one is: a signal takes a moment to be heard. */
async function refusal(port: number): Promise<string | undefined> {
  for (const until = performance.now() + 2000; performance.now() < until; await pause(5)) {
    const refused = await openSocket(port).then(
      (socket) => void socket.destroy(),
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function requestText(path: string, body?: string): string {
  const head = ['Host: localhost', 'Connection: keep-alive', 'Content-Type: application/json'];
  if (body === undefined) return `GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`;
  return `POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** As many as wait for their turn when the end is told. */
const LOGINS = 12;

/** What a service is busy with when it is told to end: logins under way and waiting, and clients that hold it up. */
interface Scene {
  readonly logins: readonly ReturnType<typeof logInBy>[];
  /** Why whoever came then was refused. */
  readonly refused: string | undefined;
  /** What was answered on a connection with a request under way. */
  readonly underWay: Promise<string>;
  /** What was answered to a request of which one half came before the end was told, and one half after it. */
  readonly late: Promise<string>;
  readonly stuck: readonly Socket[];
  readonly ended: Promise<void>;
}

async function endAmidWork(): Promise<Scene> {
  const service = await start(SLOW);
  const person = await registerPerson(service.client);
  // Twice, so that the second time no connection has yet to be made.
  await Promise.all(times(LOGINS, 0).map(() => logInBy(service, person)));
  const stuck = [await openSocket(service.port), await openSocket(service.port)];
  stuck[1]?.write(requestText('/graphql', '{"query":"{ passwordPolicy { minLength } }"}').slice(0, -10));
  const socket = await openSocket(service.port);
  const underWay = text(socket);
  const half = await openSocket(service.port);
  const late = text(half);
  let answered = 0;
  const logins = times(LOGINS, 0).map(() =>
    logInBy(service, person).finally(() => {
      answered += 1;
    }),
  );
  await Promise.race(logins);
  const input = { usernameOrEmail: person.email, password: person.password };
  socket.write(requestText('/graphql', JSON.stringify({ query: LoginDocument, variables: { input } })));
  const readyz = requestText('/readyz');
  half.write(readyz.slice(0, 20));
  // It waits behind the others, so its connection is busy when the end is told; by the next two answers it was read.
  for (const enough = Math.min(answered + 2, logins.length); answered < enough; ) await pause(5);
  const ended = expectCleanEnd(service);
  // Whoever waits for it hears of a failure; until then it is nobody's.
  ended.catch(() => undefined);
  const refused = await refusal(service.port);
  half.write(readyz.slice(20));
  return { logins, refused, underWay, late, stuck, ended };
}

describeEmbedded('a service that is told to end', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await endAmidWork();
  }, 180_000);
  afterAll(() => {
    for (const socket of scene.stuck) socket.destroy();
  });

  it('answers what is under way and what waits for its turn, and takes nothing new', async () => {
    expect(scene.refused).toBe('ECONNREFUSED');
    expect(outcomesOf(await Promise.all(scene.logins)).won).toHaveLength(LOGINS);
    await scene.ended;
  }, 180_000);

  it('closes a connection with the answer that was under way on it', async () => {
    const answer = await scene.underWay;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/^connection: close\r$/im);
  }, 180_000);

  it('says so at /readyz to whoever still has a connection', async () => {
    expect(await scene.late).toMatch(/^HTTP\/1\.1 503 /);
    await scene.ended;
  }, 180_000);

  it('meets no request in between: each is answered as ever, or its connection is refused', async () => {
    const service = await start();
    const person = await registerPerson(service.client);
    const codes: string[] = [];
    let answered = 0;
    const knocking = times(8, 0).map(async () => {
      for (;;) {
        // A connection that is gone is the end; an answer must be a good one.
        const answer = await logInBy(service, person).catch(() => undefined);
        if (answer === undefined || answer.status === 503) return;
        codes.push(...codesOf(answer));
        answered += 1;
      }
    });
    while (answered < 24) await pause(10);
    await expectCleanEnd(service);
    await Promise.all(knocking);
    expect(codes).toEqual([]);
    expect(service.log().filter(({ level }) => level === 'error')).toEqual([]);
  }, 180_000);

  it('loses no mail that waits: its next start sends it', async () => {
    const service = await start();
    const people = await Promise.all(times(20, 0).map(() => registerPerson(service.client)));
    await Promise.all(
      people.map(({ email }) => service.client.run(RequestPasswordResetDocument, { input: { email } })),
    );
    await expectCleanEnd(service);
    const next = await start({ DATA_DIR: service.dataDir });
    const mails = async () => (await readdir(join(service.dataDir, 'mail'))).filter(isMail);
    // A link to verify and one to reset for each.
    for (let tries = 0; tries < 2000 && (await mails()).length < 40; tries++) await pause(25);
    await expectCleanEnd(next);
    expect(await mails()).toHaveLength(40);
  }, 180_000);

  it('waits neither for a client that has connected and says nothing nor for one that never finishes', async () => {
    expect(scene.stuck).toHaveLength(2);
    await scene.ended;
  }, 180_000);

  it('ends at once when it is told a second time', async () => {
    const service = await start(SLOW);
    const person = await registerPerson(service.client);
    const logins = times(30, 0).map(() => logInBy(service, person).catch(() => undefined));
    await Promise.race(logins);
    service.signal('SIGTERM');
    await pause(200);
    const toldAt = performance.now();
    service.signal('SIGTERM');
    expect(await service.exited).toEqual({ code: 1, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(4000);
    await Promise.all(logins);
  }, 180_000);
});
