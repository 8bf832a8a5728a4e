import type { AuthEvent } from '../../core/events.js';
import type { Transaction } from '../database/client.js';

/** Hears of each event once it is in the database. It neither waits nor throws. */
export interface EventSink {
  publish(event: AuthEvent): void;
}

/** Writes something down with an event, in the event's own transaction. */
export interface Companion {
  concerns(event: AuthEvent): boolean;
  accompany(tx: Transaction, event: AuthEvent): Promise<void>;
}
