import { randomUUID } from 'node:crypto';
import { parseAmount } from '../../../src/core/amount.js';
import { asUserId } from '../../../src/core/ids.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { MeDocument } from '../../../src/generated/client/operations.js';
import type { Database } from '../../../src/platform/database/client.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { type Credit, Ledger } from '../../../src/rewards/ledger/ledger.service.js';
import { MovableClock } from '../../support/adapters.js';
import type { Person } from '../../support/people.js';
import type { TestService } from '../../support/service.js';

export const ledger = new Ledger({
  // It only credits here, in a transaction that it is handed.
  database: undefined as never,
  clock: new MovableClock(),
  randomness: systemRandomness,
});

export function amountOf(text: string) {
  const amount = parseAmount(text);
  if (amount === null) throw new TypeError(`${text} is no amount`);
  return amount;
}

/** A credit to somebody, for something of its own unless told otherwise. */
export function creditOf(person: Person, amount: string, overrides: Partial<Credit> = {}): Credit {
  return {
    userId: asUserId(person.tokens.user.id),
    account: 'BALANCE',
    amount: amountOf(amount),
    reason: 'referral_reward',
    reference: randomUUID(),
    ...overrides,
  };
}

/** Credits in a transaction of its own. */
export function enter(database: Database, credit: Credit): Promise<boolean> {
  return inTransaction(database, (tx) => ledger.credit(tx, credit));
}

/** Both balances, as the user is told them. */
export async function balancesOf({ client }: TestService, { tokens }: Person): Promise<[string, string]> {
  const { me } = await client.as(tokens.accessToken).run(MeDocument, {});
  return [String(me?.balance), String(me?.referralBalance)];
}

/** Every user whose balances are not the sums of their entries. */
export function discrepancies(database: Database): Promise<unknown[]> {
  return database.$queryRaw`
    SELECT u.id FROM users u LEFT JOIN ledger_entries e ON e.user_id = u.id
    GROUP BY u.id HAVING u.balance <> COALESCE(sum(e.amount) FILTER (WHERE e.account = 'BALANCE'), 0)
      OR u.referral_balance <> COALESCE(sum(e.amount) FILTER (WHERE e.account = 'REFERRAL'), 0)`;
}
