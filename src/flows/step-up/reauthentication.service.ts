import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import { isUnrecordedGuess, recordWrongGuess } from '../../core/wrong-guess.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { RightCodeOfApp, TotpSecrets } from '../../credentials/totp/totp-secrets.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { isWrongCode, settleGuess } from '../../platform/rate-limits/counted-guess.js';
import type { SteppedUp, StepUps } from './step-ups.service.js';

export interface ReauthenticationDeps {
  passwords: Pick<Passwords, 'reauthenticate'>;
  totpSecrets: Pick<TotpSecrets, 'findCode' | 'claim'>;
  audit: AuditTrail;
  limits: Pick<Services['limits'], 'begin'>;
  stepUps: StepUps;
}

/** Checks what a signed-in user gives to prove again who they are. */
export class Reauthentication {
  constructor(private readonly deps: ReauthenticationDeps) {}

  /**
   * A password lifts the session of a user without a second factor alone. The password of another user is not checked,
   * so nobody can guess at it here.
   * @throws INVALID_CREDENTIALS, SERVER_BUSY, STEP_UP_REQUIRED
   */
  async withPassword(viewer: Viewer, password: string, requestMeta: RequestMeta): Promise<SteppedUp> {
    const { stepUps, passwords } = this.deps;
    await stepUps.requireOneFactorIsEnough(viewer);
    const credentialsEpoch = await passwords.reauthenticate(
      viewer,
      password,
      'reauthentication_failed',
      requestMeta,
    );
    return stepUps.lift(viewer, { level: 1, methods: ['pwd'], credentialsEpoch }, requestMeta);
  }

  /**
   * The session was opened with a first factor, so the code of an authenticator app makes two. Each code works once,
   * whatever it is used for. Wrong codes are counted by account here, beside the limit by session.
   * @throws INVALID_CODE, RATE_LIMITED
   */
  async withTotp(viewer: Viewer, code: string, requestMeta: RequestMeta): Promise<SteppedUp> {
    const attempt = await this.deps.limits.begin('stepUpTotp', { requestMeta, subject: viewer.account.id });
    return settleGuess(
      attempt,
      () => this.#checkTotp(viewer, code, requestMeta),
      (error) => isUnrecordedGuess(error) || isWrongCode(error),
    );
  }

  async #checkTotp(viewer: Viewer, code: string, requestMeta: RequestMeta): Promise<SteppedUp> {
    const right = await this.deps.totpSecrets.findCode(viewer.account.id, code);
    if (right === null) return this.#refuseCode(viewer, requestMeta);
    try {
      return await this.#liftBy(viewer, right, requestMeta);
    } catch (error) {
      // Another request was faster, so the transaction is undone and has recorded nothing.
      if (isWrongCode(error)) return this.#refuseCode(viewer, requestMeta);
      throw error;
    }
  }

  #liftBy(viewer: Viewer, right: RightCodeOfApp, requestMeta: RequestMeta): Promise<SteppedUp> {
    const { stepUps, totpSecrets } = this.deps;
    const proof = { level: 2, methods: ['otp', 'mfa'], factorSince: right.since } as const;
    return stepUps.lift(viewer, proof, requestMeta, async (tx, user) => {
      if (!(await totpSecrets.claim(tx, user, right))) throw new AuthError('INVALID_CODE');
    });
  }

  async #refuseCode({ account, sessionId }: Viewer, requestMeta: RequestMeta): Promise<never> {
    const event = { type: 'reauthentication_failed', userId: account.id, sessionId, requestMeta } as const;
    await recordWrongGuess(() => this.deps.audit.record(event));
    throw new AuthError('INVALID_CODE');
  }
}
