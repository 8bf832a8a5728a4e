import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { Log } from '../../core/log.js';
import type { AllowsOrigin } from './origins.js';

const PERIOD = Duration.minutes(60);
/** Anybody can send any origin: beyond so many in a period the log has heard enough. */
const MOST = 20;
/** As browsers write one: lower case and short. A token or a password that was sent as an origin does not fit (ER-1). */
const ORIGIN = /^[a-z][a-z0-9+.-]{0,20}:\/\/[a-z0-9.:[\]-]{1,100}$/;

/**
 * A page that is not allowed learns from its browser only that the service cannot be reached. The log names its origin
 * and the setting, once an hour for each origin.
 */
export function tellOfForeignOrigins(
  scope: FastifyInstance,
  isAllowed: AllowsOrigin,
  { log, clock }: { log: Log; clock: Clock },
): void {
  const told = new Set<string>();
  let until = 0;
  scope.addHook('onRequest', async ({ id, headers: { origin } }) => {
    if (origin === undefined || isAllowed(origin)) return;
    const now = clock.now().getTime();
    if (now >= until) {
      told.clear();
      until = now + PERIOD.milliseconds;
    }
    const name = origin === 'null' || ORIGIN.test(origin) ? origin : 'unreadable';
    if (told.has(name) || told.size >= MOST) return;
    told.add(name);
    log.warn({ requestId: id, origin: name, setting: 'CORS_ORIGINS' }, 'origin is not allowed');
  });
}
