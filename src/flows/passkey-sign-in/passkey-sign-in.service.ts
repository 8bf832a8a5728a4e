import { deviceOf } from '../../accounts/devices/device.js';
import { type SignInRules, signInRefusal } from '../../accounts/users/sign-in-rules.service.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Challenges, OpenChallenge } from '../../credentials/challenges/challenges.service.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { Ceremonies } from '../../credentials/passkeys/ceremonies.js';
import type { PasskeyAssertion, UsedPasskey } from '../../credentials/passkeys/ceremony.js';
import { type PasskeyProofs, proofOf } from '../../credentials/passkeys/passkey-proofs.service.js';
import type { OwnedPasskey, Passkeys } from '../../credentials/passkeys/passkeys.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

export interface PasskeySignInDeps {
  clock: Clock;
  randomness: Randomness;
  challenges: Pick<Challenges, 'issue' | 'renewNonce' | 'take'>;
  ceremonies: Pick<Ceremonies, 'assertionOptions'>;
  passkeys: Pick<Passkeys, 'listNamed'>;
  passkeyProofs: PasskeyProofs;
  knownDevices: Pick<KnownDevices, 'findOwn'>;
  signIns: Pick<Services['signIns'], 'admit'>;
  secondSteps: Pick<Services['secondSteps'], 'begin' | 'refuse' | 'finish'>;
  emailVerification: Pick<Services['emailVerification'], 'mailBeforeSignIn'>;
  audit: AuditTrail;
}

/** A ceremony for the client. */
export interface BegunCeremony {
  readonly challenge: string;
  readonly options: object;
  readonly expiresAt: Date;
}

export interface PasskeySignInRequest {
  readonly challenge: string;
  readonly assertion: PasskeyAssertion;
  readonly deviceFingerprint?: string | null;
  readonly deviceToken: string | null;
  readonly rememberDevice?: boolean | null;
  /** The unchecked tokens by which accounts trust the device. */
  readonly trustedDevice: string | null;
  /** The unchecked challenge of `LINK_REQUIRED`. */
  readonly linkChallenge?: string | null;
}

/** Signs users in with a passkey: alone, or as the second factor. */
export class PasskeySignIn {
  constructor(
    private readonly deps: PasskeySignInDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * @param challenge that of `MFA_REQUIRED`. Null for a sign-in without a username: its options are the same for
   * everybody, so they reveal no account (PK-6)
   * @throws TOKEN_INVALID for an unknown, used or expired challenge
   */
  async start(challenge: string | null): Promise<BegunCeremony> {
    const { challenges, ceremonies, passkeys, randomness } = this.deps;
    const nonce = issueSecretToken(randomness);
    if (challenge === null) {
      const { text, expiresAt } = await challenges.issue({
        purpose: 'PASSKEY_SIGN_IN',
        userId: null,
        nonce: nonce.digest,
      });
      return { challenge: text, options: ceremonies.assertionOptions(nonce.text, 'required', []), expiresAt };
    }
    const begun = await challenges.renewNonce('SECOND_FACTOR', challenge, nonce.digest);
    if (begun?.userId == null) throw new AuthError('TOKEN_INVALID');
    const { userId, expiresAt } = begun;
    const allowed = await passkeys.listNamed(userId);
    return { challenge, options: ceremonies.assertionOptions(nonce.text, 'preferred', allowed), expiresAt };
  }

  /**
   * @throws INVALID_CREDENTIALS for every passkey that is not accepted, whatever the reason (PK-6); TOKEN_INVALID;
   * ACCOUNT_SUSPENDED and EMAIL_NOT_VERIFIED only after a right signature (LOG-4)
   */
  async finish(request: PasskeySignInRequest, requestMeta: RequestMeta): Promise<SignedIn> {
    const alone = await this.deps.challenges.take('PASSKEY_SIGN_IN', request.challenge);
    return alone === null
      ? this.#finishSecondStep(request, requestMeta)
      : this.#finishAlone(alone, request, requestMeta);
  }

  async #finishAlone(
    { nonce }: OpenChallenge,
    request: PasskeySignInRequest,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const { passkeyProofs, signIns } = this.deps;
    const expected = { nonce, owner: null, userVerification: 'required' } as const;
    const used = await passkeyProofs.verify(request.assertion, expected, requestMeta);
    if (used === null) throw new AuthError('INVALID_CREDENTIALS');
    const { userId, credentialsEpoch, owner } = used.passkey;
    const refusal = signInRefusal(owner, this.deps.clock.now(), this.config);
    if (refusal !== null) throw await this.#refuse(used, refusal, requestMeta);
    const user = { id: userId, credentialsEpoch, secondFactorSince: owner.secondFactorSince };
    const visit = await this.#visit(userId, request, requestMeta);
    const signedIn = await signIns.admit(user, this.#proof(used), visit);
    if (signedIn === null) throw new AuthError('INVALID_CREDENTIALS');
    return signedIn;
  }

  async #finishSecondStep(request: PasskeySignInRequest, requestMeta: RequestMeta): Promise<SignedIn> {
    const { secondSteps, passkeyProofs } = this.deps;
    const begun = await secondSteps.begin(request.challenge);
    const { userId, challenge } = begun;
    const expected = { nonce: challenge.nonce, owner: userId, userVerification: 'preferred' } as const;
    const used = await passkeyProofs.verify(request.assertion, expected, requestMeta);
    if (used === null) {
      await secondSteps.refuse(begun, requestMeta);
      throw new AuthError('INVALID_CREDENTIALS');
    }
    const visit = await this.#visit(userId, request, requestMeta);
    const rememberDevice = request.rememberDevice === true;
    return secondSteps.finish(begun, { ...this.#proof(used), rememberDevice }, visit);
  }

  #proof(used: UsedPasskey<OwnedPasskey>) {
    const { backupEligible, id: factorId } = used.passkey;
    const claim = (tx: RawTransaction, user: LockedUser) => this.deps.passkeyProofs.claim(tx, user, used);
    return { ...proofOf({ userVerified: used.userVerified, backupEligible }), factorId, claim };
  }

  async #visit(userId: UserId, request: PasskeySignInRequest, requestMeta: RequestMeta) {
    const tokens = await this.deps.knownDevices.findOwn(userId, request.deviceToken);
    const { trustedDevice, linkChallenge = null } = request;
    return { device: deviceOf(request, requestMeta), tokens, trustedDevice, linkChallenge, requestMeta };
  }

  async #refuse(
    { passkey: { userId } }: UsedPasskey<OwnedPasskey>,
    refusal: NonNullable<ReturnType<typeof signInRefusal>>,
    requestMeta: RequestMeta,
  ): Promise<AuthError> {
    await this.deps.audit.record({ type: 'login_failed', userId, because: refusal.code, requestMeta });
    if (refusal.code === 'EMAIL_NOT_VERIFIED')
      await this.deps.emailVerification.mailBeforeSignIn(userId, requestMeta);
    return refusal;
  }
}
