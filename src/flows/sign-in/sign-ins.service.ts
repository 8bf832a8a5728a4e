import type { Device } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { AuditTrail, NewEntry } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction, Transaction } from '../../platform/database/client.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import type { SessionOpenings } from '../../sessions/session-openings.js';
import type { SessionState, SignedIn } from '../../sessions/session-tokens.js';
import { writeOpening } from './opening.service.js';

/** A user who has proved who they are. */
export interface VerifiedUser {
  readonly id: UserId;
  /** Read before the proof was checked. A session is opened only while it is unchanged. */
  readonly credentialsEpoch: number;
}

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
  audit: AuditTrail;
}

/** Opens sessions. Every way to sign in ends here, and nothing else opens a session. */
export class SignIns {
  constructor(
    private readonly deps: SignInsDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * Signs in a user who has proved who they are, in a transaction of its own.
   * @returns null, and no session, if the user's credentials have changed since, or if the user is suspended,
   * deleted, or must verify the email address first
   */
  signIn(user: VerifiedUser, visit: Visit): Promise<SignedIn | null> {
    return this.deps.audit.rawTransaction(async (tx, written) => {
      const now = this.deps.clock.now();
      const account = await this.deps.users.recordLogin(tx, user.id, user.credentialsEpoch, now, this.config);
      if (account === null) return null;
      const session = this.deps.sessionOpenings.next();
      const { requestMeta } = visit;
      const event = { type: 'logged_in', account, sessionId: session.id, requestMeta } as const;
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
    const session = this.deps.sessionOpenings.next();
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
