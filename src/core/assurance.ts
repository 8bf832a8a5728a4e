/** How strongly a user proved who they are. 1: one factor. 2: two factors. 3: a passkey that verified its user. */
export type Level = 1 | 2 | 3;

/**
 * The way in which a user proved who they are: a value of `amr` (RFC 8176). `pwd` password, `otp` one-time code, `fed`
 * another provider (not registered), `pop` passkey, `user` presence or verification of the user, `hwk` a key that never leaves its hardware, `mfa` more
 * than one factor.
 */
export type AuthMethod = 'pwd' | 'otp' | 'fed' | 'pop' | 'user' | 'hwk' | 'mfa';

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
