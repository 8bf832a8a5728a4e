import type { Log } from '../../core/log.js';
import { entryOf } from './audit-entry.js';
import type { AuthEvent, AuthEventType, EventSink } from './auth-event.js';

/** Somebody may be attacking. */
const SUSPICIOUS: ReadonlySet<AuthEventType> = new Set([
  'refresh_token_reused',
  'referral_refused',
  'device_shared',
  'administration_refused',
  'service_key_refused',
  'rate_limited',
]);

/** Tells the log of each event: who by their ids alone, for a log is read by more people than the database (ER-6). */
export class LogSink implements EventSink {
  constructor(private readonly deps: { log: Log }) {}

  publish(event: AuthEvent): void {
    const { type, origin } = event;
    const limit = type === 'rate_limited' ? { operation: event.operation, by: event.by } : {};
    const key = 'kid' in event ? { kid: event.kid, use: event.use } : {};
    const { userId, actorId, sessionId } = entryOf(event);
    const by = 'actorId' in event ? { actorId } : {};
    const line = {
      event: { type, userId, ...by, sessionId, ...limit, ...key },
      requestId: origin.requestId,
      ipAddress: origin.ipAddress,
    };
    if (SUSPICIOUS.has(type)) this.deps.log.warn(line, type);
    else this.deps.log.info(line, type);
  }
}
