/** How long everything takes, and how often it is repeated. */
export interface Plan {
  /** Many short rounds rather than few long ones: what else the machine does changes less within a pair. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Requests before the first round, not counted: by their end the hot code is compiled. */
  readonly warmUpRequests: number;
  readonly warmUpLogins: number;
  readonly latencyRounds: number;
  readonly latencyMs: number;
  /** For comparing two tails: many short ones, taken in turn, so that a stall of the machine spoils few of them. */
  readonly tailRounds: number;
  readonly tailMs: number;
  readonly bursts: number;
  readonly starts: number;
  /** For comparing two builds: enough for a ratio that is exact to a few hundredths. */
  readonly buildRounds: number;
  readonly buildStarts: number;
  readonly pairs: number;
  /** Pairs before the first that counts. */
  readonly warmUpPairs: number;
  readonly importUsers: number;
}

export const FULL: Plan = {
  rounds: 15,
  roundMs: 2000,
  warmUpRequests: 15_000,
  warmUpLogins: 1500,
  latencyRounds: 3,
  latencyMs: 10_000,
  tailRounds: 40,
  tailMs: 1000,
  bursts: 3,
  starts: 5,
  buildRounds: 30,
  buildStarts: 15,
  pairs: 400,
  warmUpPairs: 60,
  importUsers: 100_000,
};

export const QUICK: Plan = {
  rounds: 7,
  roundMs: 800,
  warmUpRequests: 5000,
  warmUpLogins: 400,
  latencyRounds: 1,
  latencyMs: 5000,
  tailRounds: 5,
  tailMs: 1000,
  bursts: 1,
  starts: 1,
  buildRounds: 10,
  buildStarts: 5,
  pairs: 100,
  warmUpPairs: 30,
  importUsers: 20_000,
};

/** Clients at once, for everything but the burst. */
export const CLIENTS = 32;
