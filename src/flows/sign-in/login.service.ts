import { deviceOf } from '../../accounts/devices/device.js';
import { type SignInRules, signInRefusal } from '../../accounts/users/sign-in-rules.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { BreachNotices } from './breach-notices.service.js';
import type { SignIns } from './sign-ins.service.js';

export interface LoginRequest {
  readonly usernameOrEmail: string;
  readonly password: string;
  readonly deviceFingerprint?: string | null;
  /** The unchecked tokens by which accounts trust the device. */
  readonly trustedDevice?: string | null;
  /** The unchecked challenge of `LINK_REQUIRED`. */
  readonly linkChallenge?: string | null;
}

export interface LoginDeps {
  clock: Clock;
  passwords: Passwords;
  breachNotices: Pick<BreachNotices, 'note'>;
  signIns: Pick<SignIns, 'admit'>;
  emailVerification: Pick<Services['emailVerification'], 'mailBeforeSignIn'>;
  audit: AuditTrail;
}

const BY_PASSWORD: Proof = { level: 1, methods: ['pwd'] };

/** Signs users in with a password. */
export class Login {
  constructor(
    private readonly deps: LoginDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * @param target the account that the rate limit counted the attempt for; only this account can be signed in
   * to
   * @throws INVALID_CREDENTIALS for a wrong password and for an unknown user alike (LOG-1); ACCOUNT_SUSPENDED,
   * EMAIL_NOT_VERIFIED and MFA_REQUIRED only after a correct password (LOG-4); SERVER_BUSY
   */
  async login(request: LoginRequest, target: SignInTarget, requestMeta: RequestMeta): Promise<SignedIn> {
    const { usernameOrEmail, password } = request;
    const { userId, user } = await this.deps.passwords.verifyPassword(
      usernameOrEmail,
      password,
      target.userId,
    );
    const refusal = user && signInRefusal(user, this.deps.clock.now(), this.config);
    if (user !== null && refusal === null) await this.deps.breachNotices.note(user, password, requestMeta);
    const { trustedDevice = null, linkChallenge = null } = request;
    const device = deviceOf(request, requestMeta);
    const visit = { device, tokens: target, trustedDevice, linkChallenge, requestMeta };
    const signedIn =
      user !== null && refusal === null ? await this.deps.signIns.admit(user, BY_PASSWORD, visit) : null;
    if (signedIn !== null) return signedIn;
    const because = refusal?.code ?? null;
    const record = () => this.deps.audit.record({ type: 'login_failed', userId, because, requestMeta });
    await (user === null ? recordWrongGuess(record) : record());
    if (user !== null && because === 'EMAIL_NOT_VERIFIED')
      await this.deps.emailVerification.mailBeforeSignIn(user.id, requestMeta);
    throw refusal ?? new AuthError('INVALID_CREDENTIALS');
  }
}
