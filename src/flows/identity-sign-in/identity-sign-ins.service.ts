import { deviceOf } from '../../accounts/devices/device.js';
import { type SignInRules, signInRefusal } from '../../accounts/users/sign-in-rules.service.js';
import type { AuthMethod, Level } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Identities, OwnedIdentity } from '../../credentials/identities/identities.service.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { NewIdentities } from './new-identities.service.js';
import type { OwnIdentities } from './own-identities.service.js';

/** What the client sends with every sign-in. */
export interface IdentityVisit {
  readonly deviceFingerprint?: string | null;
  /** The unchecked tokens of the device, as `RequestContext.shownDevice` returns them. */
  readonly deviceToken: string | null;
  /** The unchecked tokens by which accounts trust the device, as `RequestContext.shownTrust` returns them. */
  readonly trustedDevice: string | null;
  /** The unchecked challenge of an earlier `LINK_REQUIRED`: the user may prove the account with another provider. */
  readonly linkChallenge?: string | null;
  readonly requestMeta: RequestMeta;
}

export interface IdentitySignInsDeps {
  clock: Clock;
  identities: Pick<Identities, 'find' | 'use'>;
  newIdentities: NewIdentities;
  ownIdentities: OwnIdentities;
  knownDevices: Pick<KnownDevices, 'findOwn'>;
  signIns: Pick<Services['signIns'], 'admit'>;
  emailVerification: Pick<Services['emailVerification'], 'mailBeforeSignIn'>;
  audit: AuditTrail;
}

/**
 * How often a sign-in begins anew because its user has changed meanwhile, such as by a link that a sign-in in another
 * tab made.
 */
const MOST_TRIES = 4;

/** Signs in users who have proved an account at a provider, by the rules for accounts (decision 58). */
export class IdentitySignIns {
  constructor(
    private readonly deps: IdentitySignInsDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * Signs in the user of the identity. A known identity is found by issuer and subject, whatever address the provider
   * tells now.
   * @throws SIGN_UP_REQUIRED, LINK_REQUIRED, MFA_REQUIRED, ACCOUNT_SUSPENDED, EMAIL_NOT_VERIFIED; TOKEN_INVALID if the
   * account kept changing meanwhile
   */
  async signIn(identity: ProvenIdentity, visit: IdentityVisit): Promise<SignedIn> {
    let isFresh = true;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const known = await this.deps.identities.find(identity);
      const signedIn = known && (await this.#admit(known, identity, visit, isFresh));
      if (signedIn !== null) return signedIn;
      if (known !== null) continue;
      const settled = await this.deps.newIdentities.settle(identity, visit.requestMeta);
      // A proof of the mailbox alone must not be enough to change the account that another person made.
      if (settled === 'reclaimed') isFresh = false;
    }
    throw new AuthError('TOKEN_INVALID');
  }

  /**
   * Links the identity to the account of the signed-in user.
   * @throws IDENTITY_TAKEN; FORBIDDEN if the user has as many as possible; TOKEN_INVALID if the session has ended
   */
  link(viewer: Viewer, identity: ProvenIdentity, requestMeta: RequestMeta): Promise<void> {
    return this.deps.ownIdentities.link(viewer, identity, requestMeta);
  }

  /** @returns null if the user has changed since the identity was read */
  async #admit(
    { id, userId, credentialsEpoch, owner }: OwnedIdentity,
    identity: ProvenIdentity,
    visit: IdentityVisit,
    isFresh: boolean,
  ): Promise<SignedIn | null> {
    const { clock, knownDevices, signIns, identities } = this.deps;
    const { trustedDevice, linkChallenge = null, requestMeta } = visit;
    const refusal = signInRefusal(owner, clock.now(), this.config);
    if (refusal !== null) throw await this.#refuse(userId, refusal, requestMeta);
    const tokens = await knownDevices.findOwn(userId, visit.deviceToken);
    const claim = async (tx: RawTransaction, user: LockedUser) => {
      // A removal raises the epoch, so the door has found it already.
      if (!(await identities.use(tx, user, id, identity))) throw new AuthError('TOKEN_INVALID');
    };
    return signIns.admit(
      { id: userId, credentialsEpoch, secondFactorSince: owner.secondFactorSince },
      { ...proofOf(identity), isFresh, claim },
      { device: deviceOf(visit, requestMeta), tokens, trustedDevice, linkChallenge, requestMeta },
    );
  }

  async #refuse(
    userId: UserId,
    refusal: NonNullable<ReturnType<typeof signInRefusal>>,
    requestMeta: RequestMeta,
  ): Promise<AuthError> {
    await this.deps.audit.record({ type: 'login_failed', userId, because: refusal.code, requestMeta });
    if (refusal.code === 'EMAIL_NOT_VERIFIED')
      await this.deps.emailVerification.mailBeforeSignIn(userId, requestMeta);
    return refusal;
  }
}

/** A provider is one factor, unless the operator trusts it to ask for a second one. */
function proofOf({ secondFactor }: ProvenIdentity): { level: Level; methods: AuthMethod[] } {
  return secondFactor ? { level: 2, methods: ['fed', 'mfa'] } : { level: 1, methods: ['fed'] };
}
