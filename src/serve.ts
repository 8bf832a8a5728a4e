import { createServer } from 'node:net';
import pino from 'pino';
import { compose, type Service } from './compose.js';
import { type Config, readConfig } from './config.js';
import { Duration } from './core/duration.js';
import { StartupError } from './core/errors.js';
import { describeFailure } from './core/failure.js';
import type { Log } from './core/log.js';
import { readDotEnv } from './dot-env.js';
import { openEdges } from './edges.js';

/** What the log keeps of lines that cannot be written, as on a full disk; further ones are dropped. */
const UNWRITTEN_LOG = 1024 ** 2;

/** Nothing that hangs may keep the process from ending. */
const LAST_MOMENT = Duration.seconds(25);

/** Serves until it is told to end. What keeps it from starting is said in a sentence, and ends the process. */
export async function serve(): Promise<void> {
  try {
    await start();
  } catch (error) {
    const sentence =
      error instanceof StartupError ? error.message : (error instanceof Error && error.stack) || error;
    process.stderr.write(`Latchkey cannot start. ${sentence}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  readDotEnv();
  const config = readConfig(process.env);
  const log = openLog(config);
  // A reader that went away, or a full disk, must not end a service that can serve.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const stop = await open(config, log);
  endGracefully(stop, log);
}

/** Lines for programs go to standard error; standard output has the one line for people. */
function openLog(config: Config): Log {
  const destination = pino.destination({ fd: 2, sync: true, maxLength: UNWRITTEN_LOG });
  // Without a listener, the request that logs would fail, and then the process.
  destination.on('error', () => undefined);
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
}

/** @returns how to stop: no new work, what is under way finished, nothing acknowledged lost */
async function open(config: Config, log: Log): Promise<() => Promise<void>> {
  const port = config.port === 0 && config.publicUrl === null ? await findFreePort(config.host) : config.port;
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const { edges, close } = await openEdges(config, log);
  const service = await compose({ ...config, publicUrl }, edges).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const address = await listen(service.server, config.host, port);
  process.stdout.write(`Latchkey is ready: ${address}/graphql\n`);
  return async () => {
    await service.stop();
    await close();
  };
}

/** Tokens carry the address of the service, so a port that nobody chose must be known before it is listened on. */
function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @returns where it listens, which behind a proxy is not where its clients find it */
async function listen(server: Service['server'], host: string, port: number): Promise<string> {
  const address = await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new StartupError(`Port ${port} on ${host} is in use; set PORT to another one.`)
      : error;
  });
  return address.replace('//127.0.0.1:', '//localhost:');
}

function endGracefully(stop: () => Promise<void>, log: Log): void {
  let ending = false;
  const end = (code: number, why: object) => {
    if (ending) process.exit(1);
    ending = true;
    log.info(why, 'ending');
    setTimeout(() => process.exit(1), LAST_MOMENT.milliseconds).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ failure: describeFailure(error) }, 'did not end cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0, { signal }));
  // ER-5: what nobody caught leaves the process in a state nobody knows.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => end(1, { failure: describeFailure(error) }));
}
