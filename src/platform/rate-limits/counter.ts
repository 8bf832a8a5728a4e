/** What a charge came to. */
export interface Charge {
  /** How many there are in this window, with this one. */
  readonly count: number;
  readonly endsAt: Date;
}

/** Counts by key in fixed windows, each beginning with the first charge. It counts; who calls it judges. */
export interface Counter {
  /** Adds one, atomically: of any number at once, each gets a count of its own (RL-1). */
  charge(key: string): Promise<Charge>;
  /** What a key stands at, without charging it; null where nothing is counted. */
  find(key: string): Promise<Charge | null>;
  /** Takes one back, never below nothing: a debt would buy guesses later. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}
