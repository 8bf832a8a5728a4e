import type { Duration } from './duration.js';
import type { Viewer } from './viewer.js';

/** How strongly a user proved who they are. 1: one factor. 2: two factors. 3: a passkey that verified its user. */
export type Level = 1 | 2 | 3;

/**
 * The way in which a user proved who they are: a value of `amr` (RFC 8176). `pwd` password, `otp` one-time code,
 * `pop` passkey, `user` presence or verification of the user, `hwk` a key that never leaves its hardware, `mfa` more
 * than one factor.
 */
export type AuthMethod = 'pwd' | 'otp' | 'pop' | 'user' | 'hwk' | 'mfa';

/** The proof of a finished sign-in or step-up. */
export interface Proof {
  readonly level: Level;
  readonly methods: readonly AuthMethod[];
}

/** When and how the user of a session last proved who they are. A refresh changes none of it (RT-11). */
export interface Authentication extends Proof {
  readonly at: Date;
  /** Whether a recovery code opened the session. */
  readonly recovered: boolean;
}

/** What other services are told about the proof of a user. */
export interface ToldAuthentication {
  /** In seconds since 1970. */
  readonly authTime: number;
  readonly acr: Acr;
  readonly amr: readonly AuthMethod[];
}

/** The authentication context class of each level: `phr` of OpenID EAP, the others as NIST SP 800-63B names them. */
const ACR = { 1: 'aal1', 2: 'aal2', 3: 'phr' } as const satisfies Record<Level, string>;
export type Acr = (typeof ACR)[Level];
export const ACR_VALUES: readonly Acr[] = Object.values(ACR);

export function acrOf(level: Level): Acr {
  return ACR[level];
}

/** @returns null for a text that is no class of this service */
export function asAcr(value: unknown): Acr | null {
  return ACR_VALUES.find((acr) => acr === value) ?? null;
}

/** @returns the weaker of two classes */
export function weakerAcr(one: Acr, other: Acr): Acr {
  return ACR_VALUES.indexOf(one) < ACR_VALUES.indexOf(other) ? one : other;
}

/** For a column that holds a level. */
export function asLevel(value: number): Level {
  return value >= 3 ? 3 : value === 2 ? 2 : 1;
}

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
