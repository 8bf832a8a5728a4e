import type { Level } from './assurance.js';
import { Duration } from './duration.js';
import type { Viewer } from './viewer.js';

/** What an operation asks of the session, because a stolen session alone must not be enough for it (RFC 9470). */
export interface Freshness {
  /** The longest time since the user last proved who they are. */
  readonly within: Duration;
  /** `highest`: two factors for a user who has a second one, otherwise one. */
  readonly level: 'highest' | 2;
  /**
   * How long a session that a recovery code opened may do it. Without it, such a session may not: the code proves no
   * factor, so it satisfies no step-up.
   */
  readonly recovered?: Duration;
}

/** What an operation on the user's own credentials asks of the session. */
export const OWN_CREDENTIALS: Freshness = { within: Duration.minutes(10), level: 'highest' };

/**
 * The same for adding and removing factors. A user who signed in with a recovery code may replace the lost factor for
 * 15 minutes, although the session proves no factor that they still have.
 */
export const OWN_FACTORS: Freshness = { ...OWN_CREDENTIALS, recovered: Duration.minutes(15) };

/** What the mutations of administrators ask of the session. */
export const ADMINISTRATION: Freshness = { within: Duration.minutes(30), level: 'highest' };

/** What a session lacks. */
export interface NeededStepUp {
  readonly level: Level;
  readonly within: Duration;
  /** Whether the user has no second factor yet and must enrol one. */
  readonly enrol: boolean;
}

/**
 * Compares a session with what an operation asks. A step-up lifts the session and not its thief: an access token that
 * was issued before the step-up does not count, so the client refreshes after it.
 * @returns null if the session is strong and fresh enough
 */
export function neededStepUp(
  viewer: Pick<Viewer, 'authentication' | 'account' | 'generation' | 'stepUpGeneration'>,
  freshness: Freshness,
  now: Date,
): NeededStepUp | null {
  const { within, level } = freshness;
  const { authentication, account, generation, stepUpGeneration } = viewer;
  const hasFactor = account.hasSecondFactor;
  const needed = level === 'highest' ? (hasFactor ? 2 : 1) : level;
  const longest = authentication.recovered ? (freshness.recovered ?? null) : within;
  const isFresh = longest !== null && longest.after(authentication.at) > now && generation > stepUpGeneration;
  if (isFresh && authentication.level >= needed) return null;
  return { level: needed, within, enrol: needed > 1 && !hasFactor };
}
