import type { Device } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { writeDeviceTokens } from '../../core/device-tokens.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Challenges } from '../../credentials/challenges/challenges.service.js';
import type { IdentityLinks } from '../../credentials/identities/identity-links.service.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { SecondFactors } from '../../credentials/second-factors/second-factors.service.js';
import type { TrustedDevices } from '../../credentials/trusted-devices/trusted-devices.service.js';
import type { AuditTrail, NewEntry, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import type { SessionOpenings } from '../../sessions/session-openings.js';
import type { SessionState, SignedIn } from '../../sessions/session-tokens.js';
import { writeOpening } from './opening.service.js';
import type { DeviceTrust } from './sign-in.events.js';

/** A user who has proved who they are, at least with a first factor. */
export interface VerifiedUser {
  readonly id: UserId;
  /** Read before the proof was checked. A session is opened only while it is unchanged. */
  readonly credentialsEpoch: number;
}

/** A user whose first factor was verified, with what decides whether that is enough. */
export interface ArrivingUser extends VerifiedUser {
  readonly secondFactorSince: Date | null;
}

/** The proof that opens a session. */
export interface SignInProof extends Proof {
  /** Whether a recovery code was used. */
  readonly recovered?: boolean;
  /** False if the session must not do what needs a fresh one, until the user proves again who they are. */
  readonly isFresh?: boolean;
  /** Whether the device stands in for the second factor. */
  readonly byTrustedDevice?: boolean;
  /**
   * The second factor that was proved, if the user asked not to be asked for it again on this device. It has no effect
   * with a recovery code, because a thief of the codes would keep the trust.
   */
  readonly remember?: { readonly factorId: string } | null;
  /**
   * Uses up what proves the user, in the transaction of the sign-in, after the user is locked. It throws the refusal if
   * another sign-in was faster; then nothing of the sign-in is left.
   */
  readonly claim?: Claim;
}

/**
 * @param account the account of the user
 * @param record records an event in the transaction of the sign-in
 */
export type Claim = (
  tx: RawTransaction,
  userId: LockedUser,
  account: LockedAccount,
  record: RecordEvent,
) => Promise<void>;

/** Where the user signs in: the device, its tokens, and the request. */
export interface Visit {
  readonly device: Device;
  /** The tokens of the device: the one of the user's account, and those of other accounts. */
  readonly tokens: Pick<SignInTarget, 'device' | 'others'>;
  /** The unchecked tokens by which accounts trust the device, as `RequestContext.shownTrust` returns them. */
  readonly trustedDevice?: string | null;
  /** The unchecked challenge of `LINK_REQUIRED`, by which the sign-in links a provider to the account. */
  readonly linkChallenge?: string | null;
  readonly requestMeta: RequestMeta;
}

export interface SignInsDeps {
  clock: Clock;
  users: Users;
  sessionOpenings: SessionOpenings;
  devices: Devices;
  knownDevices: KnownDevices;
  challenges: Pick<Challenges, 'issue'>;
  secondFactors: Pick<SecondFactors, 'methodsOf'>;
  trustedDevices: Pick<TrustedDevices, 'find' | 'use' | 'give'>;
  identityLinks: Pick<IdentityLinks, 'redeem'>;
  audit: AuditTrail;
}

/** The trust ended while the user signed in. It undoes the sign-in. */
class NotTrusted extends Error {}

/** Opens sessions. Every way to sign in ends here, and nothing else opens a session. */
export class SignIns {
  constructor(
    private readonly deps: SignInsDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * Signs in a user, or asks for the second factor, unless the user trusts the device. Every way to sign in passes here,
   * so none gets past the factor (MFA-2).
   * @returns null as `signIn` does
   * @throws MFA_REQUIRED with a challenge for the second step
   */
  async admit(user: ArrivingUser, proof: SignInProof, visit: Visit): Promise<SignedIn | null> {
    if (user.secondFactorSince === null || proof.level > 1) return this.signIn(user, proof, visit);
    const byDevice = await this.#admitByTrustedDevice(user, proof, visit);
    if (byDevice !== 'not trusted') return byDevice;
    const { challenges, secondFactors, audit } = this.deps;
    const { credentialsEpoch, id: userId } = user;
    const { methods } = proof;
    const { requestMeta } = visit;
    const step = { purpose: 'SECOND_FACTOR', userId, credentialsEpoch, methods, requestMeta } as const;
    const challenge = await challenges.issue(step);
    await audit.record({ type: 'second_factor_required', userId, requestMeta });
    throw new AuthError('MFA_REQUIRED', {
      challenge: challenge.text,
      expiresAt: challenge.expiresAt,
      methods: await secondFactors.methodsOf(userId),
    });
  }

  /**
   * Signs in a user who has proved who they are with every factor, in a transaction of its own.
   * @returns null, and no session, if the user's credentials have changed since, or if the user is suspended,
   * deleted, or must verify the email address first
   */
  signIn(user: VerifiedUser, proof: SignInProof, visit: Visit): Promise<SignedIn | null> {
    const { level, methods, recovered = false, isFresh = true, byTrustedDevice = false } = proof;
    const { remember = null, claim } = proof;
    const rules = { ...this.config, passesFactor: level > 1 || byTrustedDevice };
    return this.deps.audit.rawTransaction(async (tx, written, record) => {
      const now = this.deps.clock.now();
      const account = await this.deps.users.recordLogin(tx, user.id, user.credentialsEpoch, now, rules);
      if (account === null) return null;
      await claim?.(tx, account.id, account, record);
      const session = this.deps.sessionOpenings.next({ at: now, level, methods, recovered }, isFresh);
      const { requestMeta } = visit;
      const given =
        remember === null || recovered ? null : await this.#trust(tx, account, remember.factorId, visit);
      const trustedDevice: DeviceTrust | null = byTrustedDevice ? 'USED' : given && 'GIVEN';
      const named = { type: 'logged_in', account, sessionId: session.id } as const;
      const event = { ...named, methods, trustedDevice, requestMeta };
      // The statement that writes the entry finds out whether the device is new.
      const entry = this.deps.audit.newEntry({ ...event, newDevice: false });
      const { signedIn, newDevice } = await this.#open(tx, account, session, visit, entry);
      await written({ ...event, newDevice });
      if (visit.linkChallenge) {
        const link = { sessionId: session.id, requestMeta };
        const { identityLinks } = this.deps;
        await identityLinks.redeem(tx, account, user.credentialsEpoch, visit.linkChallenge, link, record);
      }
      return { ...signedIn, trustedDevice: given };
    });
  }

  /** The device stands in for the second factor, so the session has the level of the first one. */
  async #admitByTrustedDevice(
    user: ArrivingUser,
    proof: SignInProof,
    visit: Visit,
  ): Promise<SignedIn | null | 'not trusted'> {
    const { trustedDevices } = this.deps;
    const id = await trustedDevices.find(user.id, visit.trustedDevice);
    if (id === null) return 'not trusted';
    const claim: Claim = async (tx, userId, account, record) => {
      await proof.claim?.(tx, userId, account, record);
      if (!(await trustedDevices.use(tx, userId, id))) throw new NotTrusted();
    };
    try {
      return await this.signIn(user, { ...proof, byTrustedDevice: true, claim }, visit);
    } catch (error) {
      if (error instanceof NotTrusted) return 'not trusted';
      throw error;
    }
  }

  #trust(tx: RawTransaction, { id }: LockedAccount, factorId: string, { requestMeta, trustedDevice }: Visit) {
    return this.deps.trustedDevices.give(tx, id, factorId, requestMeta, trustedDevice);
  }

  /**
   * Opens the first session of a user that the same transaction has created. The caller records the event.
   * @param proof what the user proved to register
   * @returns null, and no session, if the user must verify the email address first. The device is stored all
   * the same: the limit of accounts on one device counts it.
   */
  async openFirst(
    tx: Transaction,
    account: LockedAccount,
    { level, methods }: Proof,
    visit: Visit,
  ): Promise<SignedIn | null> {
    if (this.config.requireVerifiedEmail && !account.emailVerified) {
      await this.deps.devices.storeFirst(tx, account.id, visit.device, this.deps.clock.now());
      return null;
    }
    const at = this.deps.clock.now();
    const session = this.deps.sessionOpenings.next({ at, level, methods, recovered: false });
    return (await this.#open(tx, account, session, visit, null)).signedIn;
  }

  async #open(
    tx: RawTransaction,
    account: LockedAccount,
    session: SessionState,
    { device, tokens, requestMeta }: Visit,
    entry: NewEntry | null,
  ) {
    const newDevice = await writeOpening(tx, {
      userId: account.id,
      session,
      device: this.deps.devices.storedForm(device),
      entry,
      requestMeta,
      now: this.deps.clock.now(),
    });
    const token = await this.deps.knownDevices.give(tx, account.id, tokens.device);
    const signedIn = this.deps.sessionOpenings.issue(session, account);
    return { signedIn: { ...signedIn, deviceToken: writeDeviceTokens(token, tokens.others) }, newDevice };
  }
}
