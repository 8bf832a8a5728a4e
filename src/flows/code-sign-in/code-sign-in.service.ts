import { deviceOf } from '../../accounts/devices/device.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import { asUserId, type UserId } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type {
  MailedCodes,
  OpenCode,
  PendingRegistration,
} from '../../credentials/mailed-codes/mailed-codes.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { settleGuess } from '../../platform/rate-limits/counted-guess.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { CodeSignInConfig } from './code-requests.service.js';

export interface CodeSignInRequest {
  readonly challenge: string;
  readonly code: string;
  /** The username of a new account, in place of one that was taken meanwhile. */
  readonly username?: string | null;
  readonly deviceFingerprint?: string | null;
  /** The unchecked tokens by which accounts trust the device. */
  readonly trustedDevice?: string | null;
  /** The unchecked challenge by which the sign-in links a provider. */
  readonly linkChallenge?: string | null;
}

export interface CodeSignInDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked' | 'findReferrerId'>;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  mailedCodes: Pick<MailedCodes, 'attempt' | 'consume'>;
  knownDevices: Pick<KnownDevices, 'findOwn'>;
  reclaiming: Pick<Services['reclaiming'], 'proveMailbox'>;
  newAccounts: Pick<Services['newAccounts'], 'create' | 'withFreeName'>;
  signIns: Pick<Services['signIns'], 'admit'>;
  audit: AuditTrail;
  limits: Pick<Services['limits'], 'begin'>;
}

type Visit = Parameters<Services['signIns']['admit']>[2];

const BY_CODE: Proof = { level: 1, methods: ['otp'] };

/** Signs in, and creates accounts, with mailed codes. */
export class CodeSignIn {
  constructor(
    private readonly deps: CodeSignInDeps,
    private readonly config: Pick<CodeSignInConfig, 'mailedCodes'>,
  ) {}

  /**
   * Wrong codes are counted by the address over all challenges, so that a new code buys no guess. Known devices have a
   * budget of their own, so a stranger locks the user out on none of them.
   * @param deviceTokens the unchecked tokens that the device sent
   * @throws TOKEN_INVALID for an unknown, used, expired or exhausted challenge; INVALID_CODE; MFA_REQUIRED;
   * USERNAME_TAKEN, which leaves the code valid for another username; EMAIL_TAKEN; RATE_LIMITED; FORBIDDEN
   */
  async signIn(
    request: CodeSignInRequest,
    deviceTokens: string | null,
    requestMeta: RequestMeta,
  ): Promise<{ readonly signedIn: SignedIn; readonly isNew: boolean }> {
    const { mailedCodes, knownDevices, limits } = this.deps;
    if (this.config.mailedCodes === 'off') throw new AuthError('FORBIDDEN', { reason: 'mailedCodesOff' });
    const open = await mailedCodes.attempt(request.challenge, request.code);
    if (open === null) throw new AuthError('TOKEN_INVALID');
    // An address without an account costs the same look-up, with an id that no user has.
    const owner = open.userId ?? asUserId(open.id);
    const tokens = await knownDevices.findOwn(owner, deviceTokens);
    const email = addressOf(open);
    const counted = tokens.device === null ? { subject: email.key } : { subject: null, knownDevice: owner };
    const attempt = await limits.begin('mailedCode', { requestMeta, ...counted });
    const { trustedDevice = null, linkChallenge = null } = request;
    const device = deviceOf(request, requestMeta);
    const visit = { device, tokens, trustedDevice, linkChallenge, requestMeta };
    return settleGuess(attempt, async () => {
      const { registration } = open;
      if (open.isRight && registration !== null)
        return { signedIn: await this.#register(open, registration, request, visit), isNew: true };
      const signedIn = open.isRight ? await this.#signIn(open, visit) : null;
      if (signedIn === null) throw await this.#refuse(open, requestMeta);
      return { signedIn, isNew: false };
    });
  }

  /**
   * Two transactions, because the door has to know the user as the proof of the mailbox leaves them. The epoch joins
   * them: after a change in between, the door opens nothing.
   * @returns null if the code signs nobody in
   */
  async #signIn(open: OpenCode, visit: Visit): Promise<SignedIn | null> {
    const proof = open.userId === null ? null : await this.#proveMailbox(open, open.userId, visit);
    if (proof === null || open.userId === null) return null;
    const { credentialsEpoch, secondFactorSince, outcome } = proof;
    const user = { id: open.userId, credentialsEpoch, secondFactorSince };
    const signedIn = await this.deps.signIns.admit(
      user,
      { ...BY_CODE, isFresh: outcome === 'proven' },
      visit,
    );
    if (signedIn === null) throw new AuthError('TOKEN_INVALID');
    return signedIn;
  }

  /** Uses the code up. Of concurrent sign-ins with one code, one goes on. */
  async #proveMailbox(open: OpenCode, userId: UserId, { tokens, requestMeta }: Visit) {
    const { audit, users, clock, mailedCodes, reclaiming } = this.deps;
    return audit.transaction(async (tx, record) => {
      const state = await users.findLocked(tx, userId, clock.now());
      if (state?.account.status !== 'ACTIVE' || state.credentialsEpoch !== open.credentialsEpoch) return null;
      // The code proves control of the address that it was mailed to, and of no later one.
      if (state.account.email.toLowerCase() !== addressOf(open).key) return null;
      if (!(await mailedCodes.consume(tx, state.account.id, open.id))) throw new AuthError('TOKEN_INVALID');
      const by = { method: 'code', fromKnownDevice: tokens.device !== null, requestMeta } as const;
      const proof = await reclaiming.proveMailbox(tx, state, by, record);
      return proof.outcome === 'exempt' ? null : proof;
    });
  }

  /** Creates the account and uses the code up in one transaction, so a taken username leaves the code valid. */
  async #register(
    open: OpenCode,
    registration: PendingRegistration,
    request: CodeSignInRequest,
    { device, tokens, requestMeta }: Visit,
  ): Promise<SignedIn> {
    const { audit, users, reservedUsernames, mailedCodes, newAccounts } = this.deps;
    const { displayName, languageCode, referralCode } = registration;
    const email = addressOf(open);
    const username = request.username ?? registration.username;
    refuseProblems({ malformed: username === null ? [] : reservedUsernames.check(username), taken: [] });
    // The referrer may have left since. That is no fault of the new user.
    const referredById = referralCode === null ? null : await users.findReferrerId(referralCode);
    const user = { displayName, email, languageCode, referredById };
    const arriving = {
      phc: null,
      emailProven: true,
      proof: BY_CODE,
      device,
      others: tokens.others,
      requestMeta,
    };
    const registerAs = (name: string) =>
      audit.transaction(async (tx, record) => {
        if (!(await mailedCodes.consume(tx, null, open.id))) throw new AuthError('TOKEN_INVALID');
        return newAccounts.create(tx, { ...arriving, user: { ...user, username: name } }, record);
      });
    const registered = await (username === null
      ? newAccounts.withFreeName(email, registerAs)
      : registerAs(username));
    if (registered instanceof AuthError) throw registered;
    return registered;
  }

  async #refuse({ userId, attemptsLeft }: OpenCode, requestMeta: RequestMeta): Promise<AuthError> {
    const { audit } = this.deps;
    await recordWrongGuess(() => audit.record({ type: 'sign_in_code_failed', userId, requestMeta }));
    return new AuthError('INVALID_CODE', { attemptsLeft });
  }
}

/** The address was checked when the code was requested. */
function addressOf({ email }: OpenCode): EmailAddress {
  const address = parseEmailAddress(email);
  if (address === null) throw new TypeError('A mailed code has no address');
  return address;
}
