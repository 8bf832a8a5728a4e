import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import type { Origin } from '../core/viewer.js';
import { type Device, deviceOf } from '../devices/device.js';
import type { Devices } from '../devices/devices.service.js';
import type { AuditTrail } from '../events/audit-trail.service.js';
import type { Passwords, ProvenUser } from '../passwords/passwords.service.js';
import type { SignedIn } from '../sessions/session-tokens.js';
import type { OpenedByLogin, Sessions } from '../sessions/sessions.service.js';
import type { Users } from '../users/users.service.js';

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
  audit: AuditTrail;
}

/** Signs people in by what they know. */
export class Login {
  constructor(private readonly deps: LoginDeps) {}

  /**
   * @throws INVALID_CREDENTIALS for a wrong password and for nobody alike (LOG-1), ACCOUNT_SUSPENDED only after the
   * password was right (LOG-4), SERVER_BUSY
   */
  async login(request: LoginRequest, origin: Origin): Promise<SignedIn> {
    const { userId, user } = await this.deps.passwords.prove(request.usernameOrEmail, request.password);
    const mayEnter = user !== null && !user.suspended;
    const opened = mayEnter ? await this.#open(user, deviceOf(request, origin), origin) : null;
    if (opened === null) {
      await this.deps.audit.record({ type: 'login_failed', userId, origin });
      if (user?.suspended) throw new Refusal('ACCOUNT_SUSPENDED', { until: user.suspendedUntil });
      throw new Refusal('INVALID_CREDENTIALS');
    }
    const { signedIn, newDevice } = opened;
    await this.deps.audit.announce({ type: 'logged_in', ...signedIn.viewer, newDevice, origin });
    return signedIn;
  }

  /** @returns null when the credentials changed after they were proven */
  #open(user: ProvenUser, device: Device, origin: Origin): Promise<OpenedByLogin | null> {
    const now = this.deps.clock.now();
    return this.deps.sessions.openByLogin(
      {
        signingIn: this.deps.users.recordingLogin(user.id, user.credentialsEpoch, now),
        noting: (from) => this.deps.devices.noting(device, now, from),
        recording: (sessionId, from) => this.deps.audit.recordingLogin(user.id, sessionId, origin, from),
      },
      origin,
    );
  }
}
