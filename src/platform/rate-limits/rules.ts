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

const MINUTE = Duration.minutes(1);
const QUARTER = Duration.minutes(15);
const HOUR = Duration.minutes(60);
const DAY = Duration.minutes(24 * 60);

const failures = (points: number, window: Duration): Limit => ({ points, window, counts: 'failures' });
/** Wherever a signed-in client is asked for the password once more: a guess is a guess at any of them. */
const ownPassword = [
  { ...failures(5, QUARTER), counter: 'ownPassword' },
  { ...failures(20, DAY), counter: 'ownPassword' },
] as const;
const everything = (points: number, window: Duration): Limit => ({ points, window, counts: 'everything' });
const successes = (points: number, window: Duration): Limit => ({ points, window, counts: 'successes' });

/**
 * How often each operation may be tried, by one address and on one subject.
 *
 * A login is counted by the username or by the email that was submitted, and the two never share a count: so nothing
 * reveals that they belong together, and a name without an account counts like one with an account (RL-9). Wrong
 * passwords for one account, in a day: 35 by username, 35 by email, 10 from all known devices together, and 20 at
 * operations that ask a signed-in client for the password: 100 in all (NIST SP 800-63B-4 §3.2.2). No budget uses up
 * another, so a stranger cannot keep a known device out.
 *
 * Requests for a reset link are not counted by email: a count would let a stranger keep the owner from asking. How many
 * mails they send is bounded by the links that are still good (src/credentials/one-time-tokens).
 *
 * Tokens are signed and cannot be guessed, and a lock must never end access that somebody has (RL-6): refreshing
 * and logging out are bounded by address alone, and far above what a client needs.
 */
// biome-ignore format: a policy is read in columns
export const LIMITS = {
  register:             { address: [everything(100, HOUR)],                              subject: [successes(10, HOUR)] },
  login:                { address: [everything(120, MINUTE), failures(50, QUARTER)],     subject: [failures(5, QUARTER), failures(35, DAY)],
                          knownDevice: [everything(120, MINUTE), failures(5, QUARTER), failures(10, DAY)] },
  refreshToken:         { address: [everything(1200, MINUTE)],                           subject: [] },
  logout:               { address: [everything(1200, MINUTE)],                           subject: [] },
  requestPasswordReset: { address: [everything(30, QUARTER)],                            subject: [] },
  resetPassword:        { address: [failures(20, QUARTER), everything(60, HOUR)],        subject: [] },
  changePassword:       { address: [everything(60, QUARTER)],                            subject: ownPassword },
  revokeSession:        { address: [],                                                   subject: [everything(60, MINUTE)] },
  revokeOtherSessions:  { address: [],                                                   subject: [everything(60, MINUTE)] },
  requestEmailVerification: { address: [],                                               subject: [everything(3, HOUR)] },
  verifyEmail:          { address: [failures(20, QUARTER), everything(60, HOUR)],        subject: [] },
  requestEmailChange:   { address: [everything(60, QUARTER)],                            subject: [...ownPassword, everything(5, HOUR)] },
  confirmEmailChange:   { address: [failures(20, QUARTER), everything(60, HOUR)],        subject: [] },
  updateProfile:        { address: [],                                                   subject: [everything(20, HOUR)] },
  deleteAccount:        { address: [everything(60, QUARTER)],                            subject: ownPassword },
  exportMyData:         { address: [],                                                   subject: [everything(10, HOUR)] },
  _entities:            { address: [],                                                   subject: [everything(1200, MINUTE)] },
  users:                { address: [],                                                   subject: [everything(120, MINUTE)] },
  suspendUser:          { address: [],                                                   subject: [everything(60, MINUTE)] },
  reinstateUser:        { address: [],                                                   subject: [everything(60, MINUTE)] },
  setUserRole:          { address: [],                                                   subject: [everything(60, MINUTE)] },
  revokeUserSessions:   { address: [],                                                   subject: [everything(60, MINUTE)] },
  adjustBalance:        { address: [],                                                   subject: [everything(120, MINUTE)] },
  // No operation: events that tell of what somebody was refused for their role, by who it was.
  refusedAdministration: { address: [],                                                  subject: [everything(10, HOUR)] },
  createServiceKey:     { address: [],                                                   subject: [everything(20, HOUR)] },
  revokeServiceKey:     { address: [],                                                   subject: [everything(60, MINUTE)] },
  // Keys that are none, counted once they have turned out so: a good one never meets this limit.
  introspectToken:      { address: [failures(10, QUARTER)],                              subject: [] },
  // No operation: what `GET /session` refuses, counted once it is refused. A good token never meets this limit.
  session:              { address: [everything(1200, MINUTE)],                           subject: [] },
  // No operation: mails that tell a user of a danger, by mailbox and kind, so that an attack cannot flood a mailbox.
  securityNotice:       { address: [],                                                   subject: [everything(5, HOUR)] },
  // No operation: every mail, by its kind. The first by its address; the second, where nobody has shown that the address is
  // theirs and it is not the plain one of its mailbox, by the mailbox.
  mailToAddress:        { address: [],                                                   subject: [everything(10, HOUR)] },
  mailToAliases:        { address: [],                                                   subject: [everything(5, HOUR), everything(20, DAY)] },
} as const satisfies Rules;
