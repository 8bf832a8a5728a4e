import type { AuthEvent } from '../../core/events.js';
import type { RawTransaction } from '../database/client.js';

/** Receives each event after its commit. It neither blocks nor throws. */
export interface EventSink {
  publish(event: AuthEvent): void;
}

/** Handles an event in the transaction of the event. */
export interface Companion {
  concerns(event: AuthEvent): boolean;
  accompany(tx: RawTransaction, event: AuthEvent): Promise<void>;
}
