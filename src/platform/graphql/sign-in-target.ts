import type { DeviceToken } from '../../core/device-tokens.js';
import { Duration } from '../../core/duration.js';
import type { UserId } from '../../core/ids.js';

/** How long a device stays known after the last sign-in on it. */
export const KNOWN_DEVICE_LIFE = Duration.minutes(180 * 24 * 60);

/** The account that a sign-in targets, found before the rate limit counts the attempt. */
export interface SignInTarget {
  /** Null if no account has this username or email address. */
  readonly userId: UserId | null;
  /** The key by which wrong passwords from unknown devices are counted. */
  readonly guessKey: string;
  /** The token of the device for this account; null for an unknown device. */
  readonly device: DeviceToken | null;
  /** The tokens of the device for other accounts. */
  readonly others: readonly string[];
}

/** @param deviceTokens the unchecked tokens that the client sent */
export type FindSignInTarget = (
  usernameOrEmail: string,
  deviceTokens: string | null,
) => Promise<SignInTarget>;
