import type { Account } from '../../core/viewer.js';

/** Why a user may not sign in, and until when. */
export interface Suspension {
  /** Null for a suspension without an end. */
  readonly until: Date | null;
  readonly reason: string | null;
}

/** A user as administrators see them. */
export interface AdministeredAccount extends Account {
  /** Null if the user may sign in. */
  readonly suspension: Suspension | null;
}
