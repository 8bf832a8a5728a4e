import { type AuthEvent, declarationOf, type EventDeclarations } from '../../core/events.js';
import type { Log } from '../../core/log.js';
import { entryOf } from './audit-entry.js';
import type { EventSubscriber } from './event-subscriber.js';

/**
 * Logs each event. Users appear by id only, because more people can read the log than the database (ER-6).
 */
export class LogSubscriber implements EventSubscriber {
  constructor(private readonly deps: { log: Log; events: EventDeclarations }) {}

  publish(event: AuthEvent): void {
    const { type, requestMeta } = event;
    const { suspicious, logFields } = declarationOf(event, this.deps.events);
    const { userId, actorId, serviceKeyId, sessionId } = entryOf(event, this.deps.events);
    const by = { ...('actorId' in event && { actorId }), ...(serviceKeyId !== null && { serviceKeyId }) };
    const line = {
      event: { type, userId, ...by, sessionId, ...logFields?.(event) },
      requestId: requestMeta.requestId,
      ipAddress: requestMeta.ipAddress,
    };
    if (suspicious) this.deps.log.warn(line, type);
    else this.deps.log.info(line, type);
  }
}
