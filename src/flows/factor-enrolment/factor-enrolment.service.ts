import { type FactorRules, needsFactor } from '../../accounts/users/factor-rules.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import type { SessionId, UserId } from '../../core/ids.js';
import { type Account, type RequestMeta, Role, type Viewer } from '../../core/viewer.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { SessionBoundTokens } from '../../credentials/one-time-tokens/session-bound-tokens.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { linkRequest } from '../../platform/mail/circumstances.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import { enrolmentCodeMail } from './factor-enrolment.mails.js';

/** How long a code waits for its first use, in a mailbox or on its way from the operator. */
const CODE_LIFE = Duration.minutes(30);
/** How long the session that showed the code may take to finish. */
const ENROLMENT_TIME = Duration.minutes(15);
/** No further code is mailed for so long. */
const ON_ITS_WAY = Duration.minutes(5);
const PURPOSE = 'FACTOR_ENROLMENT';

export interface FactorEnrolmentDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  oneTimeTokens: Pick<OneTimeTokens, 'issue' | 'hasSince'>;
  sessionBoundTokens: Pick<SessionBoundTokens, 'bind' | 'consume' | 'isAnyBound'>;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
}

/** A code of the operator: show it once. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Who may enrol a first second factor and remove the last one. */
export class FactorEnrolment {
  constructor(
    private readonly deps: FactorEnrolmentDeps,
    private readonly config: FactorRules,
  ) {}

  /**
   * Call it before an enrolment starts. An administrator without a factor shows a code for the first one: a thief
   * of the password could enrol a factor before the administrator does.
   * @throws FORBIDDEN without the code; INVALID_CODE for a wrong one, or one that another session has shown
   */
  async require({ account, sessionId }: Viewer, code: string | null | undefined): Promise<void> {
    if (!this.#needsCode(account)) return;
    if (code == null) throw new AuthError('FORBIDDEN', { reason: 'enrolmentCodeNeeded' });
    const isBound = await this.deps.audit.transaction(async (tx) => {
      const user = await this.#findLocked(tx, account.id);
      const use = { sessionId, time: ENROLMENT_TIME };
      return this.deps.sessionBoundTokens.bind(tx, user.id, PURPOSE, code, use);
    });
    if (!isBound) throw new AuthError('INVALID_CODE');
  }

  /**
   * Records the first factor of a user, and uses up the code that the session has shown. A user who
   * started an enrolment and became an administrator cannot finish it without a code.
   * @param account the user before the change
   * @throws FORBIDDEN if the user needs a code, and the session has shown none
   */
  async completeFirst(
    tx: Transaction,
    account: LockedAccount,
    record: RecordEvent,
    by: { readonly sessionId: SessionId; readonly requestMeta: RequestMeta },
  ): Promise<void> {
    if (
      this.#needsCode(account) &&
      !(await this.deps.sessionBoundTokens.consume(tx, account.id, PURPOSE, by.sessionId))
    )
      throw new AuthError('FORBIDDEN', { reason: 'enrolmentCodeNeeded' });
    if (account.role === Role.ADMIN) await record({ type: 'administrator_factor_added', account, ...by });
  }

  /**
   * Records that a user removes the last factor.
   * @param account the user before the change
   * @throws FORBIDDEN if the user must keep one
   */
  async completeLast(
    account: LockedAccount,
    record: RecordEvent,
    by: { readonly sessionId: SessionId; readonly requestMeta: RequestMeta },
  ): Promise<void> {
    if (needsFactor(account, this.config)) throw new AuthError('FORBIDDEN', { reason: 'secondFactorNeeded' });
    if (account.role === Role.ADMIN) await record({ type: 'administrator_factor_removed', account, ...by });
  }

  /**
   * Call it before a user becomes an administrator.
   * @throws FORBIDDEN if the user lacks the second factor of an administrator
   */
  requireAdministratorFactor({ hasSecondFactor }: Pick<Account, 'hasSecondFactor'>): void {
    if (!hasSecondFactor && this.config.mfaForAdministrators === 'required')
      throw new AuthError('FORBIDDEN', { reason: 'secondFactorNeeded' });
  }

  /**
   * Mails a code to the administrator, and nothing while a recent one is on its way or a session enrols with one.
   * @throws FORBIDDEN if the user needs no code; EMAIL_NOT_VERIFIED: another person may read an unverified mailbox
   */
  requestCode({ account: { id }, sessionId }: Viewer, requestMeta: RequestMeta): Promise<Account> {
    return this.deps.audit.transaction(async (tx, record) => {
      const account = await this.#findLocked(tx, id);
      if (!this.#needsCode(account)) throw new AuthError('FORBIDDEN');
      if (!account.emailVerified) throw new AuthError('EMAIL_NOT_VERIFIED', { registered: false });
      if (await this.#isUnderWay(tx, account)) return account;
      const now = this.deps.clock.now();
      const { code, expiresAt } = await this.#issue(tx, account);
      const minutes = Math.floor(CODE_LIFE.seconds / 60);
      const mail = enrolmentCodeMail(account, { code, minutes, requested: linkRequest(now, requestMeta) });
      await this.deps.outbox.put(tx, mail, expiresAt);
      await record({ type: 'enrolment_code_requested', account, sessionId, requestMeta });
      return account;
    });
  }

  /**
   * Makes a code for the operator, who hands it to the administrator. It replaces an earlier one.
   * @throws FORBIDDEN if the user is no administrator or has a second factor
   */
  issueByOperator(userId: UserId, requestMeta: RequestMeta): Promise<IssuedCode> {
    return this.deps.audit.transaction(async (tx, record) => {
      const account = await this.#findLocked(tx, userId);
      if (account.role !== Role.ADMIN || account.hasSecondFactor) throw new AuthError('FORBIDDEN');
      const issued = await this.#issue(tx, account);
      await record({ type: 'enrolment_code_issued', account, requestMeta });
      return issued;
    });
  }

  #needsCode({ role, hasSecondFactor }: Account): boolean {
    return this.config.mfaForAdministrators === 'required' && role === Role.ADMIN && !hasSecondFactor;
  }

  /** A thief of the password must replace neither the code in the mailbox nor the one that the owner has shown. */
  async #isUnderWay(tx: Transaction, { id }: LockedAccount): Promise<boolean> {
    const { clock, oneTimeTokens, sessionBoundTokens } = this.deps;
    return (
      (await oneTimeTokens.hasSince(tx, id, PURPOSE, ON_ITS_WAY.before(clock.now()))) ||
      (await sessionBoundTokens.isAnyBound(tx, id, PURPOSE))
    );
  }

  async #issue(tx: Transaction, { id: userId, email }: LockedAccount): Promise<IssuedCode> {
    const code = await this.deps.oneTimeTokens.issue(tx, { purpose: PURPOSE, userId, email }, CODE_LIFE);
    return { code, expiresAt: CODE_LIFE.after(this.deps.clock.now()) };
  }

  async #findLocked(tx: Transaction, userId: UserId): Promise<LockedAccount> {
    const found = await this.deps.users.findLocked(tx, userId, this.deps.clock.now());
    if (found === null) throw new AuthError('TOKEN_INVALID');
    return found.account;
  }
}
