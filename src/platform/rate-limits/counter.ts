/** The state of a counter after a charge. */
export interface Charge {
  /** The number of charges in this window, this one included. */
  readonly count: number;
  readonly endsAt: Date;
}

/**
 * Counts by key in fixed windows. A window begins with its first charge. The caller decides what a count
 * means.
 */
export interface Counter {
  /** Adds one, atomically: each of several concurrent charges gets a different count (RL-1). */
  charge(key: string): Promise<Charge>;
  /**
   * Reads a key without charging it.
   * @returns null for a key without charges
   */
  find(key: string): Promise<Charge | null>;
  /** Takes one charge back, never below zero: a negative count would allow extra guesses later. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}
