import type { Device } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Challenges } from '../../credentials/challenges/challenges.service.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { SecondFactors } from '../../credentials/second-factors/second-factors.service.js';
import type { AuditTrail, NewEntry, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import type { SessionOpenings } from '../../sessions/session-openings.js';
import type { SessionState, SignedIn } from '../../sessions/session-tokens.js';
import { writeOpening } from './opening.service.js';

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
  /** Whether the device stands in for the second factor. */
  readonly byTrustedDevice?: boolean;
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
  audit: AuditTrail;
}

/** Opens sessions. Every way to sign in ends here, and nothing else opens a session. */
export class SignIns {
  constructor(
    private readonly deps: SignInsDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * Signs in a user, or asks for the second factor. Every way to sign in passes here, so none gets past the factor
   * (MFA-2).
   * @returns null as `signIn` does
   * @throws MFA_REQUIRED with a challenge for the second step
   */
  async admit(user: ArrivingUser, proof: SignInProof, visit: Visit): Promise<SignedIn | null> {
    if (user.secondFactorSince === null || proof.level > 1) return this.signIn(user, proof, visit);
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
    const { level, methods, recovered = false, byTrustedDevice = false, claim } = proof;
    const rules = { ...this.config, passesFactor: level > 1 || byTrustedDevice };
    return this.deps.audit.rawTransaction(async (tx, written, record) => {
      const now = this.deps.clock.now();
      const account = await this.deps.users.recordLogin(tx, user.id, user.credentialsEpoch, now, rules);
      if (account === null) return null;
      await claim?.(tx, account.id, account, record);
      const session = this.deps.sessionOpenings.next({ at: now, level, methods, recovered });
      const { requestMeta } = visit;
      const event = { type: 'logged_in', account, sessionId: session.id, methods, requestMeta } as const;
      // The statement that writes the entry finds out whether the device is new.
      const entry = this.deps.audit.newEntry({ ...event, newDevice: false });
      const { signedIn, newDevice } = await this.#open(tx, account, session, visit, entry);
      await written({ ...event, newDevice });
      return signedIn;
    });
  }

  /**
   * Opens the first session of a user that the same transaction has created. The caller records the event.
   * @returns null, and no session, if the user must verify the email address first. The device is stored all
   * the same: the limit of accounts on one device counts it.
   */
  async openFirst(tx: Transaction, account: LockedAccount, visit: Visit): Promise<SignedIn | null> {
    if (this.config.requireVerifiedEmail && !account.emailVerified) {
      await this.deps.devices.storeFirst(tx, account.id, visit.device, this.deps.clock.now());
      return null;
    }
    const at = this.deps.clock.now();
    const session = this.deps.sessionOpenings.next({ at, level: 1, methods: ['pwd'], recovered: false });
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
