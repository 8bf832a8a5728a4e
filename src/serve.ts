import pino from 'pino';
import { compose } from './compose.js';
import { type Config, inspectConfig, readConfig } from './config.js';
import { Duration } from './core/duration.js';
import { StartupError } from './core/errors.js';
import { describeFailure } from './core/failure.js';
import type { Log } from './core/log.js';
import { readDotEnv } from './dot-env.js';
import { openEdges } from './edges.js';
import type { Edges } from './foundations.js';
import { findFreePort, listen } from './http/listening.js';
import { LiveInstances } from './instances/live-instances.service.js';
import { startSummary } from './start-summary.js';
import { VERSION } from './version.js';

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
  // Lines for programs go to standard error; standard output has the one line for people.
  const log = pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
  for (const warning of inspectConfig(process.env).warnings) log.warn(warning, 'setting without effect');
  const { address, publicUrl, stop } = await open(config, log);
  // Before it is called ready: a signal that comes at once must not be lost.
  endGracefully(stop, log);
  log.info(startSummary(config, publicUrl), 'ready');
  process.stdout.write(`Latchkey is ready: ${address}/graphql (version ${VERSION})\n`);
}

interface Opened {
  /** Where it listens, which behind a proxy is not where its clients find it. */
  readonly address: string;
  readonly publicUrl: string;
  /** No new work, what is under way finished, nothing acknowledged lost. */
  stop(): Promise<void>;
}

async function open(config: Config, log: Log): Promise<Opened> {
  const port = config.port === 0 && config.publicUrl === null ? await findFreePort(config.host) : config.port;
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const { edges, close } = await openEdges(config, log);
  const instances = liveInstances(config, edges, publicUrl);
  try {
    await instances?.join();
    const service = await compose({ ...config, publicUrl }, edges);
    const address = await listen(service.server, config.host, port);
    const stop = async () => {
      await service.stop();
      await instances?.leave();
      await close();
    };
    return { address, publicUrl, stop };
  } catch (error) {
    await instances?.leave();
    await close();
    throw error;
  }
}

/** An embedded database has one process alone, which the lock of its folder sees to. */
function liveInstances({ storage }: Config, { database, ...edges }: Edges, issuer: string) {
  if (storage.kind === 'embedded') return null;
  return new LiveInstances({ ...edges, database: database.client }, { issuer, version: VERSION });
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
