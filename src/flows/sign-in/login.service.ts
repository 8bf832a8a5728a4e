import { type Device, deviceOf } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Refusal } from '../../core/errors.js';
import type { Origin } from '../../core/viewer.js';
import { recordWrongGuess } from '../../core/wrong-guess.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { GivenDevice, KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { Passwords, ProvenUser } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { Prisma } from '../../platform/database/client.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { OpenedByLogin, Sessions } from '../../sessions/sessions.service.js';
import { NEW_DEVICE } from './sign-in.events.js';

export interface LoginRequest {
  readonly usernameOrEmail: string;
  readonly password: string;
  readonly deviceFingerprint?: string | null;
}

export interface LoginDeps {
  clock: Clock;
  users: Users;
  passwords: Passwords;
  sessions: Sessions;
  devices: Devices;
  knownDevices: KnownDevices;
  audit: AuditTrail;
}

/** The detail of `logged_in` in SQL. It reads from `seen` in the same statement whether the device is new. */
const DETAIL = Prisma.sql`CASE WHEN (SELECT is_new FROM seen) THEN ${NEW_DEVICE} END`;

/** Signs users in with a password. */
export class Login {
  constructor(private readonly deps: LoginDeps) {}

  /**
   * @param target the account that the rate limit counted the attempt for; only this account can be signed in
   * to
   * @throws INVALID_CREDENTIALS for a wrong password and for an unknown user alike (LOG-1); ACCOUNT_SUSPENDED
   * only after a correct password (LOG-4); SERVER_BUSY
   */
  async login(request: LoginRequest, target: SignInTarget, origin: Origin): Promise<SignedIn> {
    const { usernameOrEmail, password } = request;
    const { userId, user } = await this.deps.passwords.prove(usernameOrEmail, password, target.userId);
    const given = this.deps.knownDevices.next(target);
    const mayEnter = user !== null && !user.suspended;
    const opened = mayEnter
      ? await this.#open(user, { device: deviceOf(request, origin), given }, origin)
      : null;
    if (user === null || opened === null) {
      const record = () => this.deps.audit.record({ type: 'login_failed', userId, origin });
      await (user === null ? recordWrongGuess(record) : record());
      if (user?.suspended) throw new Refusal('ACCOUNT_SUSPENDED', { until: user.suspendedUntil });
      throw new Refusal('INVALID_CREDENTIALS');
    }
    const { signedIn, newDevice } = opened;
    await this.deps.audit.announce({ type: 'logged_in', ...signedIn.viewer, newDevice, origin });
    // After the commit, so that it sees the tokens of concurrent sign-ins.
    if (target.device === null) await this.deps.knownDevices.forgetOldest(user.id);
    return { ...signedIn, deviceToken: writeDeviceTokens(given.token, target.others) };
  }

  /** @returns null when the credentials changed after they were verified */
  #open(
    user: ProvenUser,
    { device, given }: { device: Device; given: GivenDevice },
    origin: Origin,
  ): Promise<OpenedByLogin | null> {
    const now = this.deps.clock.now();
    return this.deps.sessions.openByLogin(
      {
        signingIn: this.deps.users.recordingLogin(user.id, user.credentialsEpoch, now),
        knowing: (from) => this.deps.knownDevices.giving(given, from),
        noting: (from) => this.deps.devices.noting(device, now, from),
        recording: (sessionId, from) =>
          this.deps.audit.recordingByUser(
            { type: 'logged_in', userId: user.id, sessionId, detail: DETAIL, origin },
            from,
          ),
      },
      origin,
    );
  }
}
