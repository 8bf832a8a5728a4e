import type { SessionId, UserId } from './ids.js';
import { type Actor, isService, OPERATOR } from './viewer.js';

/** Who caused an event that concerns another user. */
export interface EventActor {
  /** Null for a service and for the operator, who have no account. */
  readonly actorId: UserId | null;
  readonly sessionId: SessionId | null;
  /** The key of the service that acted; null for a user and for the operator. */
  readonly serviceKeyId: string | null;
}

export function eventActorOf(actor: Actor): EventActor {
  const nobody = { actorId: null, sessionId: null, serviceKeyId: null };
  if (actor === OPERATOR) return nobody;
  if (isService(actor)) return { ...nobody, serviceKeyId: actor.serviceKeyId };
  return { actorId: actor.account.id, sessionId: actor.sessionId, serviceKeyId: null };
}
