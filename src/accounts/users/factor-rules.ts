import { Duration } from '../../core/duration.js';
import { type Freshness, neededStepUp } from '../../core/freshness.js';
import { type Account, Role, type Viewer } from '../../core/viewer.js';

export const ADMINISTRATOR_FACTOR = ['required', 'optional'] as const;

/** Which users must have a second factor. */
export interface FactorRules {
  readonly mfaForAdministrators: (typeof ADMINISTRATOR_FACTOR)[number];
  readonly mfaForEverybody: boolean;
}

/** What an administrator's session needs to show data of others (AD-5). A change needs a later proof. */
export const READING: Freshness = { within: Duration.minutes(24 * 60), level: 2 };

/** Whether this user must keep a second factor. */
export function needsFactor(
  { role }: Pick<Account, 'role'>,
  { mfaForAdministrators, mfaForEverybody }: FactorRules,
): boolean {
  return mfaForEverybody || (role === Role.ADMIN && mfaForAdministrators === 'required');
}

/** Adds to a session what the rules let it do. No other place decides it. */
export function viewerOf(
  session: Omit<Viewer, 'administers' | 'mustEnrol'>,
  rules: FactorRules,
  now: Date,
): Viewer {
  const { account } = session;
  const isStrong = rules.mfaForAdministrators === 'optional' || neededStepUp(session, READING, now) === null;
  return {
    ...session,
    administers: account.role === Role.ADMIN && isStrong,
    mustEnrol: rules.mfaForEverybody && !account.hasSecondFactor,
  };
}
