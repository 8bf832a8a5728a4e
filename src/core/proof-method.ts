/** The ways to prove who one is, as clients get them in `extensions.methods`. */
export const ProofMethod = {
  PASSWORD: 'PASSWORD',
  TOTP: 'TOTP',
  PASSKEY: 'PASSKEY',
  RECOVERY_CODE: 'RECOVERY_CODE',
} as const;
export type ProofMethod = keyof typeof ProofMethod;
