import type { Account } from '../../core/viewer.js';

/** Why somebody may not sign in, and until when. */
export interface Suspension {
  /** Null: without an end. */
  readonly until: Date | null;
  readonly reason: string | null;
}

/** A person as administrators see them. */
export interface AdministeredAccount extends Account {
  /** Null for who may sign in. */
  readonly suspension: Suspension | null;
}
