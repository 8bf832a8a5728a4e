import { readSecretToken } from '../../core/secret-token.js';
import type { DeviceToken } from '../../platform/graphql/sign-in-target.js';

/** People who share a browser. Beyond them, the one who signed in longest ago signs in as on a new device. */
const MOST_ACCOUNTS = 5;
/** No secret token holds one. */
const SEPARATOR = '.';

/**
 * Reads what a device keeps: its tokens for several accounts, in one text. What is no token is left out: a request with
 * a damaged text is that of a new device.
 */
export function readDeviceTokens(text: string | null | undefined): DeviceToken[] {
  return (text ?? '').split(SEPARATOR, MOST_ACCOUNTS).flatMap((part) => {
    const digest = readSecretToken(part);
    return digest === null ? [] : [{ text: part, digest }];
  });
}

/** What the device is to keep from now on, the account that has just signed in first. */
export function writeDeviceTokens(own: string, others: readonly string[]): string {
  return [own, ...others].slice(0, MOST_ACCOUNTS).join(SEPARATOR);
}
