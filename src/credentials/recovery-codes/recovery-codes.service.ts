import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { UserChange } from '../../core/user-change.js';
import { neverExpires, type UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.js';

export const RECOVERY_CODES = 10;
/** How long after a recovery code opened a session older factors are removed with a delay alone. */
export const RECOVERED_FOR = Duration.minutes(24 * 60);

/** Stores the digests of recovery codes. A row is one unused code. */
export class RecoveryCodes implements UserTable {
  readonly purge = neverExpires.purge;

  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /** Replaces all codes of the user. @returns the new ones: show them once, and store them nowhere */
  async replace(tx: Transaction, userId: LockedUser): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(this.deps.randomness));
    const createdAt = this.deps.clock.now();
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({
      data: codes.flatMap((code) => {
        const digest = readRecoveryCode(code);
        return digest === null ? [] : [{ digest, userId, createdAt }];
      }),
    });
    return codes;
  }

  /**
   * Uses a code up. Of concurrent calls with one code, one succeeds (MFA-3).
   * @returns how many unused codes are left; null if it is no code of the user
   */
  async use(tx: RawTransaction, userId: LockedUser, typed: string): Promise<number | null> {
    const digest = readRecoveryCode(typed);
    if (digest === null) return null;
    const used = await tx.$queryRaw<unknown[]>`/* recovery-codes.use */
      DELETE FROM recovery_codes WHERE digest = ${digest}::bytea AND user_id = ${userId}::uuid RETURNING user_id`;
    if (used.length === 0) return null;
    const [left] = await tx.$queryRaw<{ count: number }[]>`/* recovery-codes.left */
      SELECT count(*)::int AS count FROM recovery_codes WHERE user_id = ${userId}::uuid`;
    return left?.count ?? 0;
  }

  /** @returns when this unused code of the user was made; null if it is none */
  async findMadeAt(tx: Transaction, userId: LockedUser, typed: string): Promise<Date | null> {
    const digest = readRecoveryCode(typed);
    if (digest === null) return null;
    const where = { digest, userId };
    return (await tx.recoveryCode.findFirst({ where, select: { createdAt: true } }))?.createdAt ?? null;
  }

  /** @returns how many unused codes the user has */
  count(userId: UserId): Promise<number> {
    return this.deps.database.recoveryCode.count({ where: { userId } });
  }

  /** Codes outlive every change but the one that gives the account to the owner of its mailbox. */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because === 'mailbox proven') await this.forget(tx, userId);
  }

  async exportOf(userId: UserId): Promise<object> {
    return { recoveryCodesLeft: await this.count(userId) };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.recoveryCode.deleteMany({ where: { userId } });
  }
}
