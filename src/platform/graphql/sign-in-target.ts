import { Duration } from '../../core/duration.js';

/** How long a device stays known after the last sign-in on it. */
export const KNOWN_DEVICE_LIFE = Duration.minutes(180 * 24 * 60);

/** Whom a sign-in is for, found before the try is counted. */
export interface SignInTarget {
  /** Null: no account has this name. */
  readonly userId: string | null;
  /** What wrong passwords of unknown devices are counted by. */
  readonly guessKey: string;
  /** The token by which the account knows the device; null for an unknown device. */
  readonly device: DeviceToken | null;
  /** The tokens by which other accounts know it. */
  readonly others: readonly string[];
}

/** A device's token for one account. */
export interface DeviceToken {
  readonly text: string;
  readonly digest: Uint8Array<ArrayBuffer>;
}

/** @param deviceTokens what the device shows, unchecked */
export type FindSignInTarget = (
  usernameOrEmail: string,
  deviceTokens: string | null,
) => Promise<SignInTarget>;
