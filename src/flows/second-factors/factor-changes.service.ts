import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { RecoveryCodes } from '../../credentials/recovery-codes/recovery-codes.service.js';
import type { TrustedDevices } from '../../credentials/trusted-devices/trusted-devices.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { SessionAuthentication } from '../../sessions/session-authentication.service.js';
import type { FactorKind, RemovedFactor } from './factor.js';
import type { FactorRemovals } from './factor-removals.service.js';

export interface AddedFactor {
  /** The recovery codes of the user, if this is the first factor: show them once. Otherwise null. */
  readonly recoveryCodes: readonly string[] | null;
  readonly account: LockedAccount;
}

/** Stores the new factor after the user is locked. It throws the refusal if it cannot. */
export type StoreFactor = (tx: Transaction, user: LockedUser) => Promise<void>;

/** The factors of one kind. */
export interface FactorStore {
  /** @returns false if the user has no such factor */
  remove(tx: Transaction, user: LockedUser, id: string): Promise<boolean>;
  /** Removes all factors of this kind. */
  forget(tx: Transaction, user: LockedUser): Promise<void>;
}

export interface FactorChangesDeps {
  clock: Clock;
  users: Users;
  userChanges: UserChanges;
  factors: Readonly<Record<FactorKind, FactorStore>>;
  factorRemovals: Pick<FactorRemovals, 'drop'>;
  factorEnrolment: Pick<Services['factorEnrolment'], 'completeFirst' | 'completeLast'>;
  recoveryCodes: Pick<RecoveryCodes, 'replace' | 'forget'>;
  trustedDevices: Pick<TrustedDevices, 'endOf'>;
  sessionAuthentication: SessionAuthentication;
  waysIn: Pick<Services['waysIn'], 'requireAny'>;
  audit: AuditTrail;
}

/** What the change of a second factor means for the rest of the account. Every change of a factor passes here. */
export class FactorChanges {
  constructor(private readonly deps: FactorChangesDeps) {}

  /**
   * Adds a factor in a transaction that locks the user first. The first factor gives the user recovery codes and ends
   * what was begun without it: other sessions, links, challenges and sign-ins. The session that added it gets the level
   * of the proof, but not a session that a recovery code opened: a thief of one code would lift it with a factor of
   * their own.
   * @param proof what the user proved with the new factor
   * @throws TOKEN_INVALID if the user no longer exists; FORBIDDEN if an administrator has shown no enrolment code; and
   * what `store` throws
   */
  add(
    viewer: Viewer,
    kind: FactorKind,
    proof: Proof,
    store: StoreFactor,
    requestMeta: RequestMeta,
  ): Promise<AddedFactor> {
    return this.change(viewer, async (tx, account, record) => {
      await store(tx, account.id);
      let recoveryCodes: string[] | null = null;
      if (!account.hasSecondFactor) {
        const by = { sessionId: viewer.sessionId, requestMeta };
        await this.deps.factorEnrolment.completeFirst(tx, account, record, by);
        await this.deps.users.setSecondFactorSince(tx, account.id, this.deps.clock.now());
        recoveryCodes = await this.deps.recoveryCodes.replace(tx, account.id);
        await this.deps.userChanges.apply(tx, account.id, 'second factor changed', viewer.sessionId);
      }
      if (!viewer.authentication.recovered)
        await this.deps.sessionAuthentication.lift(tx, account.id, viewer, proof);
      await record({ type: `${kind}_added`, account, sessionId: viewer.sessionId, requestMeta });
      return { recoveryCodes, account: { ...account, hasSecondFactor: true } };
    });
  }

  /**
   * Removes a factor of a locked user. It ends every other session, because a lost factor may have opened one. With the
   * last factor, the recovery codes and trusted devices go too.
   * @throws NOT_FOUND if the user has no such factor; FORBIDDEN if the user must keep it
   */
  async remove(
    tx: Transaction,
    account: LockedAccount,
    { kind, id, sessionId }: RemovedFactor,
    record: RecordEvent,
    requestMeta: RequestMeta,
  ): Promise<LockedAccount> {
    const { factors, factorRemovals, factorEnrolment, trustedDevices, users, recoveryCodes, userChanges } =
      this.deps;
    if (!(await factors[kind].remove(tx, account.id, id))) throw new AuthError('NOT_FOUND');
    // A passkey signs in by itself, and an authenticator app does not.
    if (kind === 'passkey') await this.deps.waysIn.requireAny(tx, account);
    await factorRemovals.drop(tx, account.id, id);
    await trustedDevices.endOf(tx, account.id, id);
    const left = await this.#countFactors(tx, account.id);
    if (left === 0) {
      await factorEnrolment.completeLast(account, record, { sessionId, requestMeta });
      await users.setSecondFactorSince(tx, account.id, null);
      await recoveryCodes.forget(tx, account.id);
    }
    await userChanges.apply(tx, account.id, 'second factor changed', sessionId);
    await record({ type: `${kind}_removed`, account, sessionId, requestMeta });
    return { ...account, hasSecondFactor: left > 0 };
  }

  /** Removes every factor of a locked user, and ends all sessions. The caller records who did it. */
  async removeAll(tx: Transaction, userId: LockedUser): Promise<void> {
    const { factors, recoveryCodes, users, userChanges } = this.deps;
    for (const stored of [factors.totp, factors.passkey, recoveryCodes]) await stored.forget(tx, userId);
    await users.setSecondFactorSince(tx, userId, null);
    await userChanges.apply(tx, userId, 'second factor changed');
  }

  /**
   * Runs a change of the viewer's factors in a transaction that locks the user first.
   * @throws TOKEN_INVALID if the user no longer exists or the session has ended
   */
  change<T>(
    viewer: Viewer,
    change: (tx: Transaction, account: LockedAccount, record: RecordEvent) => Promise<T>,
  ): Promise<T> {
    return this.deps.audit.transaction(async (tx, record) => {
      const found = await this.deps.users.findLocked(tx, viewer.account.id, this.deps.clock.now());
      if (found === null) throw new AuthError('TOKEN_INVALID');
      // A change that was faster may have ended the session, such as the first factor of another one (S-3).
      await this.deps.sessionAuthentication.requireOpen(tx, found.account.id, viewer);
      return change(tx, found.account, record);
    });
  }

  async #countFactors(tx: Transaction, userId: LockedUser): Promise<number> {
    const apps = await tx.totpSecret.count({ where: { userId, confirmedAt: { not: null } } });
    return apps + (await tx.passkey.count({ where: { userId } }));
  }
}
