import { isSameSecret } from '../../core/secret-token.js';

const PERIOD_SECONDS = 30;
/** The clock of a phone may differ from ours: one step before and after is accepted (RFC 6238 §5.2). */
const WINDOW = 1;
const DIGITS = 6;
const CODE = /^\d{6}$/;

/** 160 random bits (RFC 4226 R6). */
export const SECRET_BYTES = 20;

/** What an authenticator app needs to make codes. */
export interface TotpKey {
  /** The secret in base 32, for typing it. */
  readonly secret: string;
  /** The same as an `otpauth:` address, for a QR code. */
  readonly uri: string;
}

/**
 * Finds the time step whose code this is, among the present one and its neighbours. The text is checked before any
 * arithmetic, because the library throws for texts that are no code. All three steps are compared, each in constant
 * time, so the duration does not tell which one fits.
 * @returns null if the text is no code of these steps
 */
export async function stepOf(secret: Uint8Array, typed: string, now: Date): Promise<number | null> {
  const code = readCode(typed);
  if (code === null) return null;
  const current = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
  let found: number | null = null;
  for (let step = current - WINDOW; step <= current + WINDOW; step++) {
    const right = await codeAt(secret, step);
    if (isSameSecret(Buffer.from(code), Buffer.from(right))) found = step;
  }
  return found;
}

/** The code of a time step. */
export async function codeAt(secret: Uint8Array, step: number): Promise<string> {
  const { HOTP, Secret } = await import('otpauth');
  return HOTP.generate({ secret: new Secret({ buffer: bufferOf(secret) }), counter: step, digits: DIGITS });
}

/** Writes a secret as authenticator apps read it. Issuer and username are percent-encoded (MFA-5). */
export async function totpKey(secret: Uint8Array, issuer: string, username: string): Promise<TotpKey> {
  const { Secret, TOTP } = await import('otpauth');
  const key = new Secret({ buffer: bufferOf(secret) });
  const app = new TOTP({ issuer, label: username, secret: key, digits: DIGITS, period: PERIOD_SECONDS });
  return { secret: key.base32, uri: app.toString() };
}

/** Six ASCII digits. Apps show a code in groups, so users type spaces. */
function readCode(typed: string): string | null {
  const code = typed.replaceAll(' ', '');
  return CODE.test(code) ? code : null;
}

function bufferOf(secret: Uint8Array): ArrayBuffer {
  return Uint8Array.from(secret).buffer;
}
