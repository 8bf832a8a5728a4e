import { type Device, deviceOf } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { NewUser, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { parseEmailAddress } from '../../core/email-address.js';
import { AuthError, type ErrorCode, type FieldProblem } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { RegistrationRefusal } from './registration.events.js';

export interface RegistrationRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly languageCode?: string | null;
  readonly referralCode?: string | null;
  readonly deviceFingerprint?: string | null;
  /** The tokens of the accounts that know this device, as the client sent them. */
  readonly deviceToken?: string | null;
}

export interface RegistrationDeps {
  clock: Clock;
  users: Users;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  signIns: Pick<Services['signIns'], 'openFirst'>;
  devices: Devices;
  knownDevices: KnownDevices;
  referrals: Pick<Referrals, 'findRefusal'>;
  emailVerification: Pick<Services['emailVerification'], 'mailLink'>;
  audit: AuditTrail;
}

/** A validated registration request; only the checks in the transaction remain. */
interface ValidatedRegistration {
  readonly user: NewUser;
  readonly phc: string;
  readonly device: Device;
  /** The device tokens of other accounts on this device. */
  readonly others: readonly string[];
  readonly requestMeta: RequestMeta;
}

/** Registers users. */
export class Registration {
  constructor(private readonly deps: RegistrationDeps) {}

  /**
   * Creates an account and signs the user in, in one transaction.
   * @param malformed the rules that the fields break
   * @throws BAD_USER_INPUT, WEAK_PASSWORD, USERNAME_TAKEN, EMAIL_TAKEN, with all problems;
   * INVALID_REFERRAL_CODE, RATE_LIMITED, SERVER_BUSY
   */
  async register(
    request: RegistrationRequest,
    malformed: readonly FieldProblem[],
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    try {
      return await this.#attempt(request, malformed, requestMeta);
    } catch (error) {
      if (error instanceof AuthError && tellsOfOthers(error.code))
        await this.deps.audit.record({
          type: 'registration_refused',
          userId: null,
          because: error.code,
          requestMeta,
        });
      throw error;
    }
  }

  /**
   * Hashes first, so that a probe for taken names costs as much as a registration, also with a password that is
   * refused (user enumeration).
   */
  async #attempt(
    request: RegistrationRequest,
    malformed: readonly FieldProblem[],
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const phc = await this.deps.hasher.hash(request.password);
    const user = await this.#newUser(request, malformed);
    const others = await this.deps.knownDevices.findGood(request.deviceToken ?? null);
    const registered = await this.deps.audit.transaction((tx, record) =>
      this.#register(tx, { user, phc, device: deviceOf(request, requestMeta), others, requestMeta }, record),
    );
    if (registered instanceof AuthError) throw registered;
    return registered;
  }

  /**
   * @returns an `AuthError` instead of throwing it, where the transaction must still commit the recorded event
   */
  async #register(
    tx: Transaction,
    { user, phc, device, others, requestMeta }: ValidatedRegistration,
    record: RecordEvent,
  ): Promise<SignedIn | AuthError> {
    const { clock, users, passwords, devices, referrals, signIns, emailVerification } = this.deps;
    const now = clock.now();
    const shared = await devices.findShared(tx, device, now);
    if (shared?.refused) {
      await record({ type: 'device_shared', userId: null, accounts: shared.accounts, requestMeta });
      return new AuthError('RATE_LIMITED', { retryAfter: shared.retryAfter });
    }
    const because = await referrals.findRefusal(tx, user, devices.fingerprintDigests(device));
    const account = await users.create(tx, because === null ? user : { ...user, referredById: null }, now);
    await passwords.store(tx, account.id, phc);
    const visit = { device, tokens: { device: null, others }, requestMeta };
    const signedIn = await signIns.openFirst(tx, account, visit);
    await emailVerification.mailLink(tx, account, requestMeta);
    await record({ type: 'registered', account, sessionId: signedIn.viewer.sessionId, requestMeta });
    if (because !== null)
      await record({ type: 'referral_refused', userId: account.id, because, requestMeta });
    if (shared !== null)
      await record({ type: 'device_shared', userId: account.id, accounts: shared.accounts, requestMeta });
    return signedIn;
  }

  /**
   * Finds every problem before the transaction. Looks up no names beside an unknown referral code: it would
   * answer whether an address is free, and create no account.
   */
  async #newUser(request: RegistrationRequest, malformed: readonly FieldProblem[]): Promise<NewUser> {
    const { policy, users } = this.deps;
    const { username, password, languageCode, referralCode } = request;
    const problems = [...malformed, ...this.deps.reservedUsernames.check(username)];
    const isGood = (name: string) => !problems.some(({ field }) => field === name);
    const names = {
      username: isGood('username') ? username : null,
      email: parseEmailAddress(request.email),
    };
    const context = { username: names.username ?? '', email: names.email?.address ?? '' };
    const weak = policy.problemsOf(password, context, 'password');
    const referredById = referralCode ? await users.findReferrerId(referralCode) : undefined;
    const taken = referredById === null ? [] : await users.findTaken(names);
    refuseProblems({ malformed: problems, weak, taken });
    if (referredById === null) throw new AuthError('INVALID_REFERRAL_CODE');
    if (names.email === null) throw new TypeError('The address was to be checked before');
    return {
      username,
      email: names.email,
      languageCode: languageCode ?? 'en',
      referredById: referredById ?? null,
    };
  }
}

const TELLING: readonly ErrorCode[] = [
  'BAD_USER_INPUT',
  'WEAK_PASSWORD',
  'USERNAME_TAKEN',
  'EMAIL_TAKEN',
  'INVALID_REFERRAL_CODE',
] satisfies RegistrationRefusal[];

/** Whether an error reveals something about the names of other users, also that they are free. */
function tellsOfOthers(code: ErrorCode): code is RegistrationRefusal {
  return TELLING.includes(code);
}
