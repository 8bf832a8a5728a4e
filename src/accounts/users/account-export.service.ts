import type { Database } from '../../platform/database/client.js';

/** What is stored of a user in the table of users, as an export tells it. */
export class AccountExport {
  constructor(private readonly deps: { database: Database }) {}

  /** @returns nothing when the account has gone */
  async of(id: string): Promise<{ account?: object }> {
    const user = await this.deps.database.user.findUnique({
      where: { id },
      omit: {
        usernameKey: true,
        emailKey: true,
        credentialsEpoch: true,
        suspensionReason: true,
        // It is empty where a referral was refused, which would tell the mailbox of the referrer.
        referredById: true,
      },
    });
    if (user === null) return {};
    const [balance, referralBalance] = [user.balance.toFixed(2), user.referralBalance.toFixed(2)];
    return { account: { ...user, balance, referralBalance } };
  }
}
