import { readSecretToken } from './secret-token.js';

/** The most accounts that one device remembers. It forgets the account that signed in longest ago. */
const MOST_ACCOUNTS = 5;
/** Secret tokens never contain this character. */
const SEPARATOR = '.';

/** The token of a device for one account. */
export interface DeviceToken {
  readonly text: string;
  readonly digest: Uint8Array<ArrayBuffer>;
}

/** What a trusted device keeps from now on. */
export interface GivenTrust {
  /** The tokens of all accounts that trust the device, joined into one text. */
  readonly tokens: string;
  /** The lifetime of the newest token, in seconds. */
  readonly expiresIn: number;
}

/**
 * Reads the tokens that a device keeps for several accounts, joined into one text. Malformed tokens are left
 * out, so a damaged text counts as an unknown device and not as an error.
 */
export function readDeviceTokens(text: string | null | undefined): DeviceToken[] {
  return (text ?? '').split(SEPARATOR, MOST_ACCOUNTS).flatMap((part) => {
    const digest = readSecretToken(part);
    return digest === null ? [] : [{ text: part, digest }];
  });
}

/** Writes the text that the device keeps from now on, with the account that has just signed in first. */
export function writeDeviceTokens(own: string, others: readonly string[]): string {
  return [own, ...others].slice(0, MOST_ACCOUNTS).join(SEPARATOR);
}

/** The digest in the form in which statements pass several at once: as one array of texts. */
export function hexOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}
