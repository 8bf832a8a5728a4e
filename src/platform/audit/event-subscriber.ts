import type { AuthEvent } from '../../core/events.js';
import type { RawTransaction } from '../database/client.js';

/** Receives each event after its commit. It neither blocks nor throws. */
export interface EventSubscriber {
  publish(event: AuthEvent): void;
}

/** Handles an event in the transaction of the event. */
export interface TransactionalEventHandler {
  concerns(event: AuthEvent): boolean;
  handle(tx: RawTransaction, event: AuthEvent): Promise<void>;
}
