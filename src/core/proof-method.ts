/** The ways to prove who one is, as clients get them in `extensions.methods`. */
export const ProofMethod = {
  PASSWORD: 'PASSWORD',
  TOTP: 'TOTP',
  PASSKEY: 'PASSKEY',
  RECOVERY_CODE: 'RECOVERY_CODE',
  /** A code that was mailed. */
  MAILED_CODE: 'MAILED_CODE',
  /** Another sign-in provider of the user. */
  PROVIDER: 'PROVIDER',
} as const;
export type ProofMethod = keyof typeof ProofMethod;
