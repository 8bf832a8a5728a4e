import { Duration } from '../../core/duration.js';

export const COUNTS = ['failures', 'successes', 'everything'] as const;
export type Counts = (typeof COUNTS)[number];

/** So many tries in a window that begins with the first of them. */
export interface Limit {
  readonly points: number;
  readonly window: Duration;
  /**
   * A try is counted from the start. Of `failures`, it is given back when it turns out to be no wrong guess. One of
   * `successes` is counted when it has succeeded.
   */
  readonly counts: Counts;
  /** Operations that name the same counter share it; without a name, an operation counts by itself. */
  readonly counter?: string;
}

export interface Rule {
  readonly address: readonly Limit[];
  readonly subject: readonly Limit[];
  /** By the account, for requests from devices that it knows: they are counted here and nowhere else. */
  readonly knownDevice?: readonly Limit[];
}

export type Rules = Readonly<Record<string, Rule>>;

export const MINUTE = Duration.minutes(1);
export const QUARTER = Duration.minutes(15);
export const HOUR = Duration.minutes(60);
export const DAY = Duration.minutes(24 * 60);

/** So many wrong guesses in a window. */
export const failures = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'failures',
});
/** So many calls in a window, whatever comes of them. */
export const everything = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'everything',
});
/** So many calls in a window that did what was asked. */
export const successes = (points: number, window: Duration): Limit => ({
  points,
  window,
  counts: 'successes',
});

/** For what is counted by address alone. */
export const byAddress = (...address: Limit[]): Rule => ({ address, subject: [] });
/** For what is counted by an account or a name alone. */
export const bySubject = (...subject: Limit[]): Rule => ({ address: [], subject });
