import type { Log } from '../core/log.js';
import type { AuthEvent, EventSink } from './auth-event.js';

/** Tells the log of each event. Re-use of a token is a warning: somebody may have stolen it. */
export class LogSink implements EventSink {
  constructor(private readonly deps: { log: Log }) {}

  publish(event: AuthEvent): void {
    const { origin, ...what } = event;
    const line = { event: what, requestId: origin.requestId, ipAddress: origin.ipAddress };
    if (event.type === 'refresh_token_reused') this.deps.log.warn(line, event.type);
    else this.deps.log.info(line, event.type);
  }
}
