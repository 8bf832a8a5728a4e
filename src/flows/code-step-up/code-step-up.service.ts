import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import { OWN_CREDENTIALS } from '../../core/freshness.js';
import { ProofMethod } from '../../core/proof-method.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import type { MailedCodes, OpenCode } from '../../credentials/mailed-codes/mailed-codes.service.js';
import type { StepUpGuard } from '../../credentials/second-factors/step-up-guard.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { linkRequest } from '../../platform/mail/circumstances.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import { settleGuess } from '../../platform/rate-limits/counted-guess.js';
import { stepUpCodeMail } from './code-step-up.mails.js';

export interface CodeStepUpDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  mailedCodes: Pick<MailedCodes, 'issue' | 'attempt' | 'consume'>;
  stepUpGuard: Pick<StepUpGuard, 'methodsOf' | 'refusalOf'>;
  stepUps: Pick<Services['stepUps'], 'lift'>;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  limits: Pick<Services['limits'], 'begin'>;
}

export interface CodeStepUpConfig {
  readonly mailedCodeTtl: Duration;
}

/** A code that was mailed, for the session that asked. */
export interface StepUpCode {
  readonly challenge: string;
  readonly expiresAt: Date;
}

/** Lifts sessions with codes that are mailed to the verified address of the account. */
export class CodeStepUp {
  constructor(
    private readonly deps: CodeStepUpDeps,
    private readonly config: CodeStepUpConfig,
  ) {}

  /**
   * Mails a code to the address of the account. The code works in this session alone.
   * @throws STEP_UP_REQUIRED for a user who has something stronger, or whose address is not verified; TOKEN_INVALID
   */
  async request(viewer: Viewer, requestMeta: RequestMeta): Promise<StepUpCode> {
    await this.#requireCodesFit(viewer);
    const { clock, users, mailedCodes, outbox, audit } = this.deps;
    const { mailedCodeTtl: lifetime } = this.config;
    const now = clock.now();
    return audit.transaction(async (tx) => {
      const found = await users.findLocked(tx, viewer.account.id, now);
      if (found === null) throw new AuthError('TOKEN_INVALID');
      const { account, credentialsEpoch } = found;
      const { challenge, code, expiresAt } = await mailedCodes.issue(tx, {
        email: account.email,
        account: { id: account.id, credentialsEpoch },
        registration: null,
        sessionId: viewer.sessionId,
        replaces: null,
        // Strangers who ask for codes to sign in must not keep the user from this one.
        fromKnownDevice: true,
        lifetime,
      });
      const content = { lifetime, requested: linkRequest(now, requestMeta) };
      const mail = code === null ? null : stepUpCodeMail(account, { ...content, code });
      await outbox.put(tx, mail, lifetime.after(now));
      return { challenge, expiresAt };
    });
  }

  /**
   * Five codes of one challenge are checked, and wrong ones are counted by account besides.
   * @throws TOKEN_INVALID for a challenge that is unknown, used, expired, exhausted or of another session; INVALID_CODE;
   * STEP_UP_REQUIRED for a user who has something stronger now; RATE_LIMITED
   */
  async finish(
    viewer: Viewer,
    { challenge, code }: { readonly challenge: string; readonly code: string },
    requestMeta: RequestMeta,
  ) {
    const open = await this.deps.mailedCodes.attempt(challenge, code, viewer.sessionId);
    if (open === null) throw new AuthError('TOKEN_INVALID');
    await this.#requireCodesFit(viewer);
    const attempt = await this.deps.limits.begin('stepUpCode', { requestMeta, subject: viewer.account.id });
    return settleGuess(attempt, async () => {
      const epoch = open.isRight && open.userId === viewer.account.id ? open.credentialsEpoch : null;
      if (epoch === null) throw await this.#refuse(viewer, open, requestMeta);
      return this.#lift(viewer, open, epoch, requestMeta);
    });
  }

  async #lift(viewer: Viewer, { id }: OpenCode, credentialsEpoch: number, requestMeta: RequestMeta) {
    const { stepUps, mailedCodes } = this.deps;
    const proof = { level: 1, methods: ['otp'], credentialsEpoch } as const;
    try {
      return await stepUps.lift(viewer, proof, requestMeta, async (tx, user) => {
        if (!(await mailedCodes.consume(tx, user, id))) throw new AuthError('TOKEN_INVALID');
      });
    } catch (error) {
      // A change of the user since the code was read ended the code.
      if (error instanceof AuthError && error.code === 'INVALID_CREDENTIALS')
        throw new AuthError('TOKEN_INVALID');
      throw error;
    }
  }

  /** With a stronger proof, a code would let a thief of session and mailbox pass it by. */
  async #requireCodesFit(viewer: Viewer): Promise<void> {
    const methods = await this.deps.stepUpGuard.methodsOf(viewer);
    if (methods.includes(ProofMethod.MAILED_CODE)) return;
    const { within } = OWN_CREDENTIALS;
    const level = viewer.account.hasSecondFactor ? 2 : 1;
    throw await this.deps.stepUpGuard.refusalOf(viewer, { level, within, enrol: false });
  }

  async #refuse(
    { account, sessionId }: Viewer,
    { attemptsLeft }: OpenCode,
    requestMeta: RequestMeta,
  ): Promise<AuthError> {
    const event = { type: 'reauthentication_failed', userId: account.id, sessionId, requestMeta } as const;
    await recordWrongGuess(() => this.deps.audit.record(event));
    return new AuthError('INVALID_CODE', { attemptsLeft });
  }
}
