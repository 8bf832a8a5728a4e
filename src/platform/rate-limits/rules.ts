import { Duration } from '../../core/duration.js';

export const COUNTS = ['failures', 'successes', 'everything'] as const;
export type Counts = (typeof COUNTS)[number];

/** A number of tries in a window that begins with the first of them. */
export interface Limit {
  readonly points: number;
  readonly window: Duration;
  /**
   * `everything` counts each try at its start. `failures` does too, and gives the charge back unless the try
   * was a wrong guess. `successes` counts a try when it has succeeded or may have changed something.
   */
  readonly counts: Counts;
  /** Operations that name the same counter share it; without a name, an operation counts by itself. */
  readonly counter?: string;
}

export interface Rule {
  readonly address: readonly Limit[];
  readonly subject: readonly Limit[];
  /**
   * Counted by account, for requests from devices that the account knows. Such requests have no other limit.
   */
  readonly knownDevice?: readonly Limit[];
}

export type Rules = Readonly<Record<string, Rule>>;

export const MINUTE = Duration.minutes(1);
export const QUARTER_HOUR = Duration.minutes(15);
export const HOUR = Duration.minutes(60);
export const DAY = Duration.minutes(24 * 60);

/** A number of wrong guesses in a window. */
export const failures = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'failures',
});
/** A number of calls in a window, whatever their results. */
export const everything = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'everything',
});
/** A number of successful calls in a window. */
export const successes = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'successes',
});

/** A rule that counts by address only. */
export const byAddress = (...address: Limit[]): Rule => ({ address, subject: [] });
/** A rule that counts by account or name only. */
export const bySubject = (...subject: Limit[]): Rule => ({ address: [], subject });
