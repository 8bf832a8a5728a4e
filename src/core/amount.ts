/** The two balances of a user. */
export const LedgerAccount = { BALANCE: 'BALANCE', REFERRAL: 'REFERRAL' } as const;
export type LedgerAccount = keyof typeof LedgerAccount;

/** An exact decimal of two places, as text: `12.50`. A float would not be exact. */
export type Amount = string & { readonly __amount: unique symbol };

/** Up to eleven digits before the point: a thousandth of a thousandth of what a balance can hold. */
const PATTERN = /^(-?)0*(\d{1,11})(?:\.(\d{1,2}))?$/;

/** @returns null for what is no exact amount: more places, an exponent, a sign of its own for nothing */
export function parseAmount(text: string): Amount | null {
  const [, sign = '', whole = '', places = ''] = PATTERN.exec(text) ?? [];
  if (whole === '') return null;
  const amount = `${sign}${whole}.${places.padEnd(2, '0')}`;
  return amount === '-0.00' ? null : (amount as Amount);
}

export const NOTHING = '0.00' as Amount;
