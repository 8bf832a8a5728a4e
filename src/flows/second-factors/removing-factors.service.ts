import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import { isUuid } from '../../core/uuid.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import { deadLink } from '../../credentials/one-time-tokens/dead-link.js';
import {
  RECOVERED_FOR,
  type RecoveryCodes,
} from '../../credentials/recovery-codes/recovery-codes.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { FactorKind, RemovedFactor } from './factor.js';
import type { FactorChanges } from './factor-changes.service.js';
import type { FactorRemovalMails } from './factor-removal-mails.js';
import { type FactorRemovals, REMOVAL_DELAY } from './factor-removals.service.js';

/** The clocks of instances may differ. */
const MARGIN = Duration.minutes(5);

export interface RemovalRequest {
  readonly id: string;
  /** An unused recovery code, with which the removal need not wait. */
  readonly recoveryCode?: string | null;
}

export interface Removal {
  readonly account: LockedAccount;
  /** When the removal takes effect. Null if the factor is removed. */
  readonly dueAt: Date | null;
}

export interface RemovingFactorsDeps {
  clock: Clock;
  users: Pick<Users, 'lock'>;
  userChanges: Pick<UserChanges, 'apply'>;
  factorChanges: Pick<FactorChanges, 'change' | 'remove'>;
  factorRemovals: Pick<FactorRemovals, 'ask' | 'findOwner' | 'cancel'>;
  recoveryCodes: Pick<RecoveryCodes, 'findMadeAt' | 'use'>;
  removalMails: Pick<FactorRemovalMails, 'put'>;
  audit: AuditTrail;
}

/**
 * Removes the factors of signed-in users. With a recovery code, a thief of one code would remove the factors of the
 * owner. So for a day after one was used, a factor that is older than its use is removed a day later, and the owner can
 * cancel that.
 */
export class RemovingFactors {
  constructor(private readonly deps: RemovingFactorsDeps) {}

  /**
   * Removes a factor, or lets its removal wait.
   * @throws NOT_FOUND, INVALID_CODE, FORBIDDEN, TOKEN_INVALID
   */
  remove(
    viewer: Viewer,
    kind: FactorKind,
    { id, recoveryCode = null }: RemovalRequest,
    requestMeta: RequestMeta,
  ): Promise<Removal> {
    const { sessionId } = viewer;
    const factor = { kind, id, sessionId };
    return this.deps.factorChanges.change(viewer, async (tx, account, record) => {
      const recoveredSince = await this.#findRecovery(tx, viewer, factor);
      if (recoveredSince !== null && recoveryCode === null)
        return { account, dueAt: await this.#wait(tx, account, factor, record, requestMeta) };
      if (recoveredSince !== null && recoveryCode !== null) {
        const left = await this.#takeEarlier(tx, account, recoveryCode, recoveredSince);
        await record({ type: 'recovery_code_used', account, left, requestMeta });
      }
      return {
        account: await this.deps.factorChanges.remove(tx, account, factor, record, requestMeta),
        dueAt: null,
      };
    });
  }

  /**
   * Cancels the waiting removals of a user with the token of a mail. It ends every session, because the one that asked
   * is a thief's.
   * @throws TOKEN_INVALID
   */
  async cancel(token: string, requestMeta: RequestMeta): Promise<void> {
    const userId = await this.deps.factorRemovals.findOwner(token);
    if (userId === null) throw deadLink();
    await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.lock(tx, userId);
      if (!(await this.deps.factorRemovals.cancel(tx, user, token))) throw deadLink();
      await this.deps.userChanges.apply(tx, user, 'second factor changed');
      await record({ type: 'factor_removal_cancelled', userId, requestMeta });
    });
  }

  async #wait(
    tx: Transaction,
    account: LockedAccount,
    factor: RemovedFactor,
    record: RecordEvent,
    requestMeta: RequestMeta,
  ): Promise<Date> {
    const { sessionId } = factor;
    const { dueAt, token } = await this.deps.factorRemovals.ask(tx, account.id, factor);
    if (token === null) return dueAt;
    await this.deps.removalMails.put(tx, account, token, REMOVAL_DELAY);
    await record({ type: 'factor_removal_requested', account, sessionId, dueAt, requestMeta });
    return dueAt;
  }

  /**
   * Uses up a second recovery code. One that was made since the first use does not count: a thief of one code adds a
   * factor, and gets new codes with it.
   * @returns how many unused codes are left
   * @throws INVALID_CODE, FORBIDDEN
   */
  async #takeEarlier(
    tx: Transaction,
    { id }: LockedAccount,
    code: string,
    recoveredSince: Date,
  ): Promise<number> {
    const { recoveryCodes } = this.deps;
    const madeAt = await recoveryCodes.findMadeAt(tx, id, code);
    if (madeAt !== null && madeAt >= MARGIN.before(recoveredSince))
      throw new AuthError('FORBIDDEN', { reason: 'recoveryCodeTooNew' });
    const left = await recoveryCodes.use(tx, id, code);
    if (left === null) throw new AuthError('INVALID_CODE');
    return left;
  }

  /**
   * Finds the use of a recovery code for which the removal must wait. A session from before the use is not the one of
   * its thief. Later sessions are not trusted either: the thief adds a factor and signs in anew with it. The last use
   * decides how long, and the first of a running day what is earlier. Otherwise a use by the owner would make the
   * session of a thief an earlier one.
   * @returns when the first code of the running day was used; null if the removal need not wait
   * @throws NOT_FOUND
   */
  async #findRecovery(
    tx: Transaction,
    { account: { id: userId }, sessionId }: Viewer,
    { kind, id }: { kind: FactorKind; id: string },
  ): Promise<Date | null> {
    const since = isUuid(id) ? await addedAt(tx, kind, { id, userId }) : null;
    if (since === null) throw new AuthError('NOT_FOUND');
    const user = await tx.user.findUnique({
      where: { id: userId },
      select: { recoveredAt: true, recoveredSince: true },
    });
    const session = await tx.session.findUnique({ where: { id: sessionId }, select: { createdAt: true } });
    const recoveredAt = user?.recoveredAt ?? null;
    if (recoveredAt === null || RECOVERED_FOR.after(recoveredAt) <= this.deps.clock.now()) return null;
    const recoveredSince = user?.recoveredSince ?? recoveredAt;
    const isEarlier = session !== null && session.createdAt < MARGIN.before(recoveredSince);
    return since <= recoveredSince && !isEarlier ? recoveredSince : null;
  }
}

async function addedAt(
  tx: Transaction,
  kind: FactorKind,
  where: { readonly id: string; readonly userId: string },
): Promise<Date | null> {
  if (kind === 'passkey')
    return (await tx.passkey.findFirst({ where, select: { createdAt: true } }))?.createdAt ?? null;
  return (await tx.totpSecret.findFirst({ where, select: { confirmedAt: true } }))?.confirmedAt ?? null;
}
