import { type Finding, ok, problem } from './finding.js';

/**
 * Checks that every stored passkey belongs to the RP ID of the settings. A browser offers a passkey to no other one, so
 * with another RP ID its user can no longer sign in with it.
 */
export function checkPasskeys(strays: number, rpId: string): Finding {
  const check = 'passkeys';
  return strays === 0
    ? ok(check, `No passkey belongs to another RP ID than ${rpId}.`)
    : problem(
        check,
        `${strays} passkey(s) belong to another RP ID than ${rpId}, so they no longer work.`,
        'Set WEBAUTHN_RP_ID to the value that they were made with, which was the host of PUBLIC_URL by default.',
      );
}
