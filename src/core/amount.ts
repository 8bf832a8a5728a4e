/** The two balances of a user. */
export const LedgerAccount = { BALANCE: 'BALANCE', REFERRAL: 'REFERRAL' } as const;
export type LedgerAccount = keyof typeof LedgerAccount;

/** An exact decimal of two places, as text: `12.50`. A float would not be exact. */
export type Amount = string & { readonly __amount: unique symbol };

/**
 * At most 11 digits before the point. A balance holds 18, so additions of such amounts do not overflow it.
 */
const PATTERN = /^(-?)0*(\d{1,11})(?:\.(\d{1,2}))?$/;

/** @returns null for anything but an exact amount: more than two places, an exponent, a negative zero */
export function parseAmount(text: string): Amount | null {
  const [, sign = '', whole = '', places = ''] = PATTERN.exec(text) ?? [];
  if (whole === '') return null;
  const amount = `${sign}${whole}.${places.padEnd(2, '0')}`;
  return amount === '-0.00' ? null : (amount as Amount);
}

export const NOTHING = '0.00' as Amount;
