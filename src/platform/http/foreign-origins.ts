import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { Log } from '../../core/log.js';
import type { AllowsOrigin } from './origins.js';

const PERIOD = Duration.minutes(60);
/**
 * The limit of warnings in a period, because an attacker can send any number of origins and flood the log.
 */
const MOST = 20;
/**
 * An origin as browsers send it, lower case and short. A token or password in the header does not match
 * (ER-1).
 */
const ORIGIN = /^[a-z][a-z0-9+.-]{0,20}:\/\/[a-z0-9.:[\]-]{1,100}$/;

/**
 * Logs requests from origins that are not allowed, with the origin and the setting, once an hour for each
 * origin. The browser tells the developer of such a page only that the request failed.
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
    log.warn({ requestId: id, origin: name, setting: 'CORS_ORIGINS' }, 'origin not allowed');
  });
}
