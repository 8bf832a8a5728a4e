import { type Device, deviceOf } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { NewUser, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { type ErrorCode, Refusal } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { Origin } from '../../core/viewer.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail, Record } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { Sessions } from '../../sessions/sessions.service.js';
import type { RegistrationRefusal } from './registration.events.js';

export interface RegistrationRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly languageCode?: string | null;
  readonly referralCode?: string | null;
  readonly deviceFingerprint?: string | null;
  /** What the device shows of the accounts that know it. */
  readonly deviceToken?: string | null;
}

export interface RegistrationDeps {
  clock: Clock;
  users: Users;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  reservedUsernames: Pick<ReservedUsernames, 'requireFree'>;
  sessions: Sessions;
  devices: Devices;
  knownDevices: KnownDevices;
  referrals: Pick<Referrals, 'findRefusal'>;
  emailVerification: Pick<Services['emailVerification'], 'mailLink'>;
  audit: AuditTrail;
}

/** Somebody to whom nothing stands in the way but what the transaction finds. */
interface Registrant {
  readonly user: NewUser;
  readonly phc: string;
  readonly device: Device;
  /** The tokens by which other accounts know the device. */
  readonly others: readonly string[];
  readonly origin: Origin;
}

/** Makes accounts. */
export class Registration {
  constructor(private readonly deps: RegistrationDeps) {}

  /**
   * Makes an account and signs it in, all or nothing.
   * @throws BAD_USER_INPUT, WEAK_PASSWORD, USERNAME_TAKEN, EMAIL_TAKEN, INVALID_REFERRAL_CODE, RATE_LIMITED, SERVER_BUSY
   */
  async register(request: RegistrationRequest, origin: Origin): Promise<SignedIn> {
    try {
      return await this.#attempt(request, origin);
    } catch (error) {
      if (error instanceof Refusal && tellsOfOthers(error.code))
        await this.deps.audit.record({
          type: 'registration_refused',
          userId: null,
          because: error.code,
          origin,
        });
      throw error;
    }
  }

  /**
   * The hash is paid for before anything is told of others: to ask what is taken costs as much as to register. An
   * invalid referral code is told first, or it would tell of an email without an account that is made for it.
   */
  async #attempt(request: RegistrationRequest, origin: Origin): Promise<SignedIn> {
    const email = parseEmailAddress(request.email);
    if (email === null) throw new Refusal('BAD_USER_INPUT', { fields: [] });
    const { username, password } = request;
    this.deps.reservedUsernames.requireFree(username);
    this.deps.policy.require(password, { username, email: email.address }, 'password');
    const phc = await this.deps.hasher.hash(password);
    const user = await this.#newUser(request, email);
    const others = await this.deps.knownDevices.findGood(request.deviceToken ?? null);
    const registered = await this.deps.audit.transaction((tx, record) =>
      this.#register(tx, { user, phc, device: deviceOf(request, origin), others, origin }, record),
    );
    if (registered instanceof Refusal) throw registered;
    return registered;
  }

  /** @returns the refusal where only what was recorded shall remain */
  async #register(
    tx: Transaction,
    { user, phc, device, others, origin }: Registrant,
    record: Record,
  ): Promise<SignedIn | Refusal> {
    const { clock, users, passwords, devices, knownDevices, referrals, sessions, emailVerification } =
      this.deps;
    const now = clock.now();
    const shared = await devices.findShared(tx, device, now);
    if (shared?.refused) {
      await record({ type: 'device_shared', userId: null, accounts: shared.accounts, origin });
      return new Refusal('RATE_LIMITED', { retryAfter: shared.retryAfter });
    }
    const because = await referrals.findRefusal(tx, user, devices.fingerprintDigests(device));
    const account = await users.create(tx, because === null ? user : { ...user, referredById: null }, now);
    await passwords.store(tx, account.id, phc);
    await devices.note(tx, account.id, device, now);
    const token = await knownDevices.give(tx, account.id);
    const signedIn = await sessions.openIn(tx, account, origin);
    await emailVerification.mailLink(tx, account);
    await record({ type: 'registered', account, sessionId: signedIn.viewer.sessionId, origin });
    if (because !== null) await record({ type: 'referral_refused', userId: account.id, because, origin });
    if (shared !== null)
      await record({ type: 'device_shared', userId: account.id, accounts: shared.accounts, origin });
    return { ...signedIn, deviceToken: writeDeviceTokens(token, others) };
  }

  /** All that can be refused before a transaction is opened. */
  async #newUser(
    { username, languageCode, referralCode }: RegistrationRequest,
    email: EmailAddress,
  ): Promise<NewUser> {
    const referredById = referralCode ? await this.deps.users.getReferrerId(referralCode) : null;
    await this.deps.users.requireFree(username, email);
    return { username, email, languageCode: languageCode ?? 'en', referredById };
  }
}

/** Refusals that answer a question about somebody else's account. */
function tellsOfOthers(code: ErrorCode): code is RegistrationRefusal {
  return code === 'USERNAME_TAKEN' || code === 'EMAIL_TAKEN' || code === 'INVALID_REFERRAL_CODE';
}
