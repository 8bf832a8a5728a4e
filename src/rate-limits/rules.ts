import { Duration } from '../core/duration.js';

/** So many tries in a window that begins with the first of them. */
export interface Limit {
  readonly points: number;
  readonly window: Duration;
  /** `failures` are counted from the start and given back when the try turns out to be none. */
  readonly counts: 'failures' | 'everything';
  /** Operations that name the same counter share it; without a name, an operation counts by itself. */
  readonly counter?: string;
}

export interface Rule {
  readonly address: readonly Limit[];
  readonly subject: readonly Limit[];
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

/**
 * How often each operation may be tried, by one address and on one subject.
 *
 * A login is counted by the identifier as it was submitted, never by the account: only so does an unknown one
 * count like a known one (RL-9), and nothing that is counted tells that a username and an email belong together.
 * An account has two identifiers, so it bears at most twice the subject's limits. With the failures of operations
 * that ask a signed-in client for the password once more, these are 15 in 15 minutes and 100 in a day (NIST
 * SP 800-63B §3.2.2).
 *
 * Tokens are signed and cannot be guessed, and a lock must never end access that somebody has (RL-6): refreshing
 * and logging out are bounded by address alone, and far above what a client needs.
 */
// biome-ignore format: a policy is read in columns
export const LIMITS = {
  register:             { address: [everything(100, HOUR)],                              subject: [everything(10, HOUR)] },
  login:                { address: [everything(120, MINUTE), failures(50, QUARTER)],     subject: [failures(5, QUARTER), failures(40, DAY)] },
  refreshToken:         { address: [everything(1200, MINUTE)],                           subject: [] },
  logout:               { address: [everything(1200, MINUTE)],                           subject: [] },
  requestPasswordReset: { address: [everything(30, QUARTER)],                            subject: [everything(3, HOUR)] },
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
