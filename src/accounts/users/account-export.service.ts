import type { Database } from '../../platform/database/client.js';

/** Exports the columns of a user in the table `users`. */
export class AccountExport {
  constructor(private readonly deps: { database: Database }) {}

  /** @returns an empty object if the account no longer exists */
  async of(id: string): Promise<{ account?: object }> {
    const user = await this.deps.database.user.findUnique({
      where: { id },
      omit: {
        usernameKey: true,
        emailKey: true,
        credentialsEpoch: true,
        suspensionReason: true,
        // Null after a refused referral, so it would reveal that the referrer reads this mailbox.
        referredById: true,
      },
    });
    if (user === null) return {};
    const [balance, referralBalance] = [user.balance.toFixed(2), user.referralBalance.toFixed(2)];
    return { account: { ...user, balance, referralBalance } };
  }
}
