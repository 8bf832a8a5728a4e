import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import type { Origin } from '../core/viewer.js';
import type { Devices } from '../devices/devices.service.js';
import type { EventSink } from '../events/auth-event.js';
import type { Passwords, ProvenUser } from '../passwords/passwords.service.js';
import type { SignedIn } from '../sessions/session-tokens.js';
import type { Sessions } from '../sessions/sessions.service.js';
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
  events: EventSink;
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
    const signedIn = user === null ? null : await this.#open(user, origin);
    if (signedIn === null) {
      this.deps.events.publish({ type: 'login_failed', userId, origin });
      throw new Refusal('INVALID_CREDENTIALS');
    }
    const { sessionId, account } = signedIn.viewer;
    await this.deps.devices.note(account.id, request.deviceFingerprint, this.deps.clock.now());
    this.deps.events.publish({ type: 'logged_in', userId: account.id, sessionId, origin });
    return signedIn;
  }

  /** @returns null when the credentials changed after they were proven */
  #open(user: ProvenUser, origin: Origin): Promise<SignedIn | null> {
    if (user.suspended) throw new Refusal('ACCOUNT_SUSPENDED', { until: user.suspendedUntil });
    const signingIn = this.deps.users.recordingLogin(user.id, user.credentialsEpoch, this.deps.clock.now());
    return this.deps.sessions.openFor(signingIn, origin);
  }
}
