import type { Clock } from '../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../core/email-address.js';
import { Refusal } from '../core/errors.js';
import type { Origin } from '../core/viewer.js';
import type { Database } from '../database/client.js';
import type { Devices } from '../devices/devices.service.js';
import type { EventSink } from '../events/auth-event.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { Passwords } from '../passwords/passwords.service.js';
import type { SignedIn } from '../sessions/session-tokens.js';
import type { Sessions } from '../sessions/sessions.service.js';
import type { NewUser, Users } from '../users/users.service.js';

export interface RegistrationRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly languageCode?: string | null;
  readonly referralCode?: string | null;
  readonly deviceFingerprint?: string | null;
}

export interface RegistrationDeps {
  database: Database;
  clock: Clock;
  users: Users;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  sessions: Sessions;
  devices: Devices;
  events: EventSink;
}

/** Makes accounts. */
export class Registration {
  constructor(private readonly deps: RegistrationDeps) {}

  /**
   * Makes an account and signs it in, all or nothing.
   * @throws BAD_USER_INPUT, WEAK_PASSWORD, USERNAME_TAKEN, EMAIL_TAKEN, INVALID_REFERRAL_CODE, SERVER_BUSY
   */
  async register(request: RegistrationRequest, origin: Origin): Promise<SignedIn> {
    const email = parseEmailAddress(request.email);
    if (email === null) throw new Refusal('BAD_USER_INPUT', { fields: [] });
    const { username, password } = request;
    this.deps.policy.require(password, { username, email: email.address }, 'password');
    const user = await this.#newUser(request, email);
    const phc = await this.deps.hasher.hash(password);
    const now = this.deps.clock.now();
    const signedIn = await this.deps.database.$transaction(async (tx) => {
      const account = await this.deps.users.create(tx, user, now);
      await this.deps.passwords.store(tx, account.id, phc);
      await this.deps.devices.noteIn(tx, account.id, request.deviceFingerprint, now);
      return this.deps.sessions.openIn(tx, account, origin);
    });
    this.deps.events.publish({ type: 'registered', userId: signedIn.viewer.account.id, origin });
    return signedIn;
  }

  /** All that can be refused before a hash is paid for. */
  async #newUser(
    { username, languageCode, referralCode }: RegistrationRequest,
    email: EmailAddress,
  ): Promise<NewUser> {
    await this.deps.users.requireFree(username, email);
    const referredById = referralCode ? await this.deps.users.getReferrerId(referralCode) : null;
    return { username, email, languageCode: languageCode ?? 'en', referredById };
  }
}
