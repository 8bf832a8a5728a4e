import { setTimeout } from 'node:timers/promises';
import pino from 'pino';
import { Duration } from '../core/duration.js';
import { StartupError } from '../core/errors.js';
import { describeFailure } from '../core/failure.js';
import type { Log } from '../core/log.js';
import { LiveInstances } from '../platform/background/live-instances.service.js';
import { findFreePort, listen } from '../platform/http/listening.js';
import { openAdapters } from './adapters.js';
import type { Adapters } from './base-services.js';
import { buildService } from './build-service.js';
import { type Config, inspectConfig, readConfig } from './config.js';
import { readDotEnv } from './dot-env.js';
import type { Service } from './service.js';
import { localUrl } from './service-config.js';
import { startSummary } from './start-summary.js';
import { VERSION } from './version.js';

/** The buffer in bytes for log lines that cannot be written, as on a full disk. Further lines are dropped. */
const UNWRITTEN_LOG = 1024 ** 2;

/** The limit from the refusal of requests to the end of the process, even if some work hangs. */
const LAST_MOMENT = Duration.seconds(25);

/**
 * Runs the service until it is told to stop. If it cannot start, it writes the reason and ends the process.
 */
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
  // A closed pipe or a full disk must not stop the service.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  for (const warning of inspectConfig(process.env).warnings) log.warn(warning, 'setting has no effect');
  if (config.requireVerifiedEmail && config.smtp === null)
    log.warn(
      { setting: 'REQUIRE_VERIFIED_EMAIL' },
      'users must verify their address, but SMTP_URL is not set',
    );
  const running = await open(config, log);
  // Before the ready line, because its reader may send a signal at once.
  endGracefully(running, config.shutdownDelay, log);
  log.info(startSummary(config, running.publicUrl), 'ready');
  process.stdout.write(`Latchkey is ready: ${running.address}/graphql (version ${VERSION})\n`);
}

/** The log goes to standard error, for programs. Standard output has only the ready line, for people. */
function openLog(config: Config): Log {
  const destination = pino.destination({ fd: 2, sync: true, maxLength: UNWRITTEN_LOG });
  // Without a listener, a write error would fail the request that logs, and then the process.
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

interface Running {
  /** The address on which the service listens. Behind a proxy, clients use a different one. */
  readonly address: string;
  readonly publicUrl: string;
  /** Asks clients to close their connections, while the service still answers every request. */
  drain(): void;
  /** Accepts no new work, finishes running work and loses nothing that was acknowledged. */
  stop(): Promise<void>;
}

async function open(config: Config, log: Log): Promise<Running> {
  const port = config.port === 0 && config.publicUrl === null ? await findFreePort(config.host) : config.port;
  const publicUrl = config.publicUrl ?? localUrl(port);
  const { adapters, close } = await openAdapters(config, log);
  const instances = liveInstances(config, adapters, publicUrl);
  try {
    await instances?.join();
    const service = await buildService({ ...config, publicUrl }, adapters);
    await listenForMetrics(service, config, log);
    const address = await listen(service.server, { host: config.host, port });
    const stop = async () => {
      await service.stop();
      await instances?.leave();
      await close();
    };
    return { address, publicUrl, drain: () => service.drain(), stop };
  } catch (error) {
    await instances?.leave();
    await close();
    throw error;
  }
}

/** @returns null for an embedded database: the lock of its folder already allows only one process */
function liveInstances({ storage }: Config, { database, ...adapters }: Adapters, issuer: string) {
  if (storage.kind === 'embedded') return null;
  return new LiveInstances({ ...adapters, database: database.client }, { issuer, version: VERSION });
}

async function listenForMetrics({ metricsServer }: Service, { metrics }: Config, log: Log): Promise<void> {
  if (metricsServer === null || !metrics?.listener) return;
  const settings = { host: 'METRICS_HOST', port: 'METRICS_PORT' };
  const address = await listen(metricsServer, metrics.listener, settings);
  log.info({ address: `${address}/metrics` }, 'metrics');
}

/**
 * Stops the service on SIGTERM, SIGINT and unexpected errors.
 * @param delay the time from SIGTERM until the service accepts no more requests. A load balancer takes some
 * seconds to notice the 503 of `/readyz`. SIGINT has no delay, because it is the Ctrl-C of a developer.
 */
function endGracefully({ drain, stop }: Running, delay: Duration, log: Log): void {
  let ending = false;
  const end = async (code: number, why: object, wait = Duration.seconds(0)) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ ...why, seconds: wait.seconds }, 'shutting down');
    drain();
    await setTimeout(wait.milliseconds);
    setTimeout(LAST_MOMENT.milliseconds, undefined, { ref: false }).then(() => process.exit(1));
    await stop().catch((error: unknown) => {
      log.error({ failure: describeFailure(error) }, 'shutdown failed');
      process.exit(1);
    });
    process.exit(code);
  };
  process.on('SIGTERM', (signal) => end(0, { signal }, delay));
  process.on('SIGINT', (signal) => end(0, { signal }));
  // After an uncaught error, the state of the process is unknown (ER-5).
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => end(1, { failure: describeFailure(error) }));
}
