import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import type { Administrators } from '../../accounts/users/administrators.service.js';
import type { ServiceKeyCreators } from '../../accounts/users/service-key-creators.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { UserStatusService } from '../../accounts/users/user-status.service.js';
import type { Users } from '../../accounts/users/users.service.js';
import { type LedgerAccount, parseAmount } from '../../core/amount.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import { type EventActor, eventActorOf } from '../../core/event-actor.js';
import { type LockedUser, parseUserId } from '../../core/ids.js';
import type { ServiceActor } from '../../core/service-actor.js';
import type { Services } from '../../core/services.js';
import { type Actor, OPERATOR, type RequestMeta, Role } from '../../core/viewer.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { Ledger } from '../../rewards/ledger/ledger.service.js';
import type { Sessions } from '../../sessions/sessions.service.js';
import { badInput, KEY_USED, NO_REASON, OVERDRAWN } from './decision-problems.js';
import { isReason } from './reason.js';
import type { RefusedAttempts } from './refused-attempts.js';

/** The user that a decision concerns, and the reason for it in free text. */
export interface Decision {
  readonly userId: string;
  readonly reason?: string | null;
}

export interface SuspensionRequest extends Decision {
  /** Null for a suspension without an end. */
  readonly until?: Date | null;
}

export interface AdjustmentRequest extends Decision {
  readonly account: LedgerAccount;
  /** An amount as text, already validated. */
  readonly amount: string;
  /** A request with a key that was already used for this user repeats the same adjustment. */
  readonly idempotencyKey?: string | null;
}

export interface AdministrationDeps {
  clock: Clock;
  users: Users;
  administrators: Administrators;
  userStatus: UserStatusService;
  userChanges: UserChanges;
  sessions: Pick<Sessions, 'endAll'>;
  ledger: Ledger;
  keyCreators: ServiceKeyCreators;
  factorEnrolment: Pick<Services['factorEnrolment'], 'requireAdministratorFactor'>;
  factorChanges: Pick<Services['factorChanges'], 'removeAll'>;
  audit: AuditTrail;
  refusals: RefusedAttempts;
}

/**
 * Passed to every change: the transaction, the user, the actor as an event names them, and a function to
 * record events.
 */
interface Change {
  readonly tx: Transaction;
  readonly user: LockedUser;
  readonly now: Date;
  readonly by: EventActor & { readonly reason: string | null; readonly requestMeta: RequestMeta };
  readonly record: RecordEvent;
}

/** `lock` for a change that may remove an administrator, `keep` for any other. */
type Hold = 'keep' | 'lock';

/** Decisions about other users' accounts by administrators, services, or the operator with database access. */
export class Administration {
  constructor(private readonly deps: AdministrationDeps) {}

  /**
   * Suspends a user and ends all their sessions, tokens and links. A second suspension replaces the end and
   * the reason of the first. Users cannot suspend themselves, since that could only be a mistake (AD-4).
   * @throws FORBIDDEN, NOT_FOUND; BAD_USER_INPUT for an end in the past
   */
  async suspend(
    actor: Actor,
    request: SuspensionRequest,
    requestMeta: RequestMeta,
  ): Promise<AdministeredAccount> {
    const { reason = null, until = null } = request;
    if (until !== null && until <= this.deps.clock.now())
      throw badInput({ field: 'until', rule: 'future', sentence: sentence('problems.input.future') });
    const change = async ({ tx, user, now, by, record }: Change) => {
      if (by.actorId === user) throw new AuthError('FORBIDDEN', { reason: 'ownSuspension' });
      await this.deps.administrators.requireAnother(tx, user, now);
      await this.deps.keyCreators.beforeDeparture(tx, record, { userId: user, ...by }, now);
      await this.deps.userChanges.apply(tx, user, 'suspended');
      const account = await this.deps.userStatus.suspend(tx, user, { until, reason }, now);
      await record({ type: 'user_suspended', account, until, ...by });
      return account;
    };
    return this.#decide('suspendUser', 'lock', actor, request, requestMeta, change);
  }

  /**
   * Lets the user sign in again. Sessions and links that the suspension ended stay ended.
   * @throws FORBIDDEN, NOT_FOUND
   */
  reinstate(actor: Actor, decision: Decision, requestMeta: RequestMeta): Promise<AdministeredAccount> {
    const change = async ({ tx, user, now, by, record }: Change) => {
      const account = await this.deps.userStatus.reinstate(tx, user, now);
      await record({ type: 'user_reinstated', account, ...by });
      return account;
    };
    return this.#decide('reinstateUser', 'keep', actor, decision, requestMeta, change);
  }

  /**
   * Sets the role of a user. It ends no session: the service reads the role at every request, and ending a
   * session would not reach services that verify tokens offline. A service key would lift itself past its scopes.
   * Only the operator may appoint an administrator without a second factor.
   * @throws FORBIDDEN, also for the last administrator and for a new one without a second factor; NOT_FOUND
   */
  setRole(
    actor: Exclude<Actor, ServiceActor>,
    { role, ...decision }: Decision & { role: Role },
    requestMeta: RequestMeta,
  ): Promise<AdministeredAccount> {
    const hold = role === Role.ADMIN ? 'keep' : 'lock';
    const change = async ({ tx, user, now, by, record }: Change) => {
      if (role === Role.ADMIN && actor !== OPERATOR)
        this.deps.factorEnrolment.requireAdministratorFactor(await this.deps.userStatus.get(tx, user, now));
      if (role !== Role.ADMIN) {
        await this.deps.administrators.requireAnother(tx, user, now);
        await this.deps.keyCreators.beforeDeparture(tx, record, { userId: user, ...by }, now);
      }
      const account = await this.deps.userStatus.setRole(tx, user, role, now);
      await record({ type: 'user_role_changed', account, role, ...by });
      return account;
    };
    return this.#decide('setUserRole', hold, actor, decision, requestMeta, change);
  }

  /**
   * Ends the user's sessions and nothing else.
   * @throws FORBIDDEN, NOT_FOUND
   */
  revokeSessions(actor: Actor, decision: Decision, requestMeta: RequestMeta): Promise<AdministeredAccount> {
    const change = async ({ tx, user, now, by, record }: Change) => {
      await this.deps.sessions.endAll(tx, user);
      const account = await this.deps.userStatus.get(tx, user, now);
      await record({ type: 'user_sessions_revoked', account, ...by });
      return account;
    };
    return this.#decide('revokeUserSessions', 'keep', actor, decision, requestMeta, change);
  }

  /**
   * Removes every second factor of a user who has lost them, and ends the sessions. Repeated, it does nothing. A
   * thief of an administrator's session cannot remove the factors of that administrator with it.
   * @throws FORBIDDEN for one's own factors; NOT_FOUND
   */
  resetSecondFactors(
    actor: Actor,
    decision: Decision,
    requestMeta: RequestMeta,
  ): Promise<AdministeredAccount> {
    const change = async ({ tx, user, now, by, record }: Change) => {
      if (by.actorId === user) throw new AuthError('FORBIDDEN', { reason: 'ownSecondFactors' });
      const account = await this.deps.userStatus.get(tx, user, now);
      if (!account.hasSecondFactor) return account;
      await this.deps.factorChanges.removeAll(tx, user);
      await record({ type: 'second_factors_reset', account, ...by });
      return this.deps.userStatus.get(tx, user, now);
    };
    return this.#decide('resetSecondFactors', 'keep', actor, decision, requestMeta, change);
  }

  /**
   * Adds an amount to a balance; a negative amount is subtracted.
   * @throws FORBIDDEN, NOT_FOUND; BAD_USER_INPUT if the balance is too low or the key was used differently
   */
  async adjustBalance(
    actor: Actor,
    request: AdjustmentRequest,
    requestMeta: RequestMeta,
  ): Promise<AdministeredAccount> {
    const { account, idempotencyKey } = request;
    const amount = parseAmount(request.amount);
    if (amount === null) throw new TypeError('The amount was to be checked before');
    // Without an idempotency key, the request id links the entry to its audit event.
    const reference = idempotencyKey ?? requestMeta.requestId;
    const change = async ({ tx, user: userId, now, by, record }: Change) => {
      const credit = { userId, account, amount, reason: 'adjustment', reference } as const;
      const isNew = await this.deps.ledger.credit(tx, credit);
      if (!isNew && !(await this.deps.ledger.holds(tx, credit))) throw badInput(KEY_USED);
      const user = await this.deps.userStatus.get(tx, userId, now);
      if (!isNew) return user;
      const left = account === 'BALANCE' ? user.balance : user.referralBalance;
      if (isNegative(amount) && isNegative(left)) throw badInput(OVERDRAWN);
      await record({ type: 'balance_adjusted', account: user, balance: account, amount, ...by });
      return user;
    };
    return this.#decide('adjustBalance', 'keep', actor, request, requestMeta, change);
  }

  /**
   * Runs a change on a locked user. An actor who has lost the role or the key, or was suspended, is refused under
   * the lock. A refusal rolls the change back and is recorded.
   */
  async #decide<T>(
    operation: string,
    hold: Hold,
    actor: Actor,
    { userId: sent, reason = null }: Decision,
    requestMeta: RequestMeta,
    change: (given: Change) => Promise<T>,
  ): Promise<T> {
    const { administrators, users, audit, refusals, clock } = this.deps;
    const now = clock.now();
    // Commands of the operator skip the checks of the GraphQL schema, so the reason is checked here.
    if (reason !== null && !isReason(reason)) throw badInput(NO_REASON);
    const userId = parseUserId(sent);
    if (userId === null) throw new AuthError('NOT_FOUND');
    try {
      return await audit.transaction(async (tx, record) => {
        await administrators[hold](tx);
        if (actor !== OPERATOR) await administrators.requireActor(tx, actor, now);
        const user = await users.findLocked(tx, userId, now);
        if (user === null) throw new AuthError('NOT_FOUND');
        if (actor !== OPERATOR) administrators.requireMayChange(actor, user.account.role);
        return change({
          tx,
          user: user.account.id,
          now,
          record,
          by: { ...eventActorOf(actor), reason, requestMeta },
        });
      });
    } catch (error) {
      if (error instanceof AuthError && error.code === 'FORBIDDEN')
        await refusals.record(actor, operation, userId, requestMeta, error.extras.reason);
      throw error;
    }
  }
}

function isNegative(amount: string): boolean {
  return amount.startsWith('-');
}
