import type { AuthEvent } from '../../core/events.js';
import type { Transaction } from '../database/client.js';

/** Receives each event after its commit. It neither blocks nor throws. */
export interface EventSink {
  publish(event: AuthEvent): void;
}

/**
 * Handles an event in the transaction of the event. For an event that a statement recorded itself, it runs in
 * a transaction right after.
 */
export interface Companion {
  concerns(event: AuthEvent): boolean;
  accompany(tx: Transaction, event: AuthEvent): Promise<void>;
}
