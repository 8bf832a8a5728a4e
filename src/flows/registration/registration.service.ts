import { type Device, deviceOf } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import { distinctUsernameOf, ENDING_LENGTH, usernameOf } from '../../accounts/users/derived-username.js';
import { displayNameOf } from '../../accounts/users/display-name.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UsernamesSetting } from '../../accounts/users/username.js';
import type { NewUser, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError, type ErrorCode, type FieldProblem } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { RegistrationRefusal } from './registration.events.js';

export interface RegistrationRequest {
  /** Left out if the service is to derive one. */
  readonly username?: string | null;
  readonly displayName?: string | null;
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
  randomness: Pick<Randomness, 'bytes'>;
  users: Users;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  reservedUsernames: Pick<ReservedUsernames, 'check' | 'includes'>;
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

/** How often a derived username may prove to be taken: far more often than random endings are equal. */
const MOST_NAMES = 4;

export interface RegistrationConfig {
  readonly usernames: UsernamesSetting;
}

/** Registers users. */
export class Registration {
  constructor(
    private readonly deps: RegistrationDeps,
    private readonly config: RegistrationConfig,
  ) {}

  /**
   * Creates an account and signs the user in, in one transaction.
   * @param malformed the rules that the fields break
   * @throws BAD_USER_INPUT, WEAK_PASSWORD, USERNAME_TAKEN, EMAIL_TAKEN, with all problems;
   * INVALID_REFERRAL_CODE, RATE_LIMITED, SERVER_BUSY; EMAIL_NOT_VERIFIED after the account was created, if the
   * user must verify the address first
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
    const device = deviceOf(request, requestMeta);
    const registerAs = (username: string) =>
      this.deps.audit.transaction((tx, record) =>
        this.#register(tx, { user: { ...user, username }, phc, device, others, requestMeta }, record),
      );
    const { username } = request;
    const registered = await (username ? registerAs(username) : this.#withFreeName(user.email, registerAs));
    if (registered instanceof AuthError) throw registered;
    return registered;
  }

  #usernameProblems(chosen: string | null): FieldProblem[] {
    if (chosen !== null) return this.deps.reservedUsernames.check(chosen);
    if (this.config.usernames === 'derived') return [];
    return [{ field: 'username', rule: 'required', sentence: sentence('problems.input.required') }];
  }

  /**
   * Registers with the derived username, or with a random ending if it is reserved or taken. Another
   * registration may take a username at any moment, so the unique index decides. The ending depends on nothing:
   * a username is public, and an ending made from the address would confirm a guess of the address.
   */
  async #withFreeName<T>(email: EmailAddress, registerAs: (username: string) => Promise<T>): Promise<T> {
    const plain = usernameOf(email);
    const distinct = () => distinctUsernameOf(email, this.deps.randomness.bytes(ENDING_LENGTH));
    let username = this.deps.reservedUsernames.includes(plain) ? distinct() : plain;
    for (let names = 1; ; names += 1) {
      try {
        return await registerAs(username);
      } catch (error) {
        const isTaken = error instanceof AuthError && error.code === 'USERNAME_TAKEN';
        if (!isTaken || names === MOST_NAMES) throw error;
        username = distinct();
      }
    }
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
    await record({ type: 'registered', account, sessionId: signedIn?.viewer.sessionId ?? null, requestMeta });
    if (because !== null)
      await record({ type: 'referral_refused', userId: account.id, because, requestMeta });
    if (shared !== null)
      await record({ type: 'device_shared', userId: account.id, accounts: shared.accounts, requestMeta });
    return signedIn ?? new AuthError('EMAIL_NOT_VERIFIED', { registered: true });
  }

  /**
   * Finds every problem before the transaction. Looks up no names beside an unknown referral code: it would
   * answer whether an address is free, and create no account.
   */
  async #newUser(
    request: RegistrationRequest,
    malformed: readonly FieldProblem[],
  ): Promise<Omit<NewUser, 'username'>> {
    const { policy, users } = this.deps;
    const { username, password, languageCode, referralCode } = request;
    const problems = [...malformed, ...this.#usernameProblems(username ?? null)];
    const isGood = (name: string) => !problems.some(({ field }) => field === name);
    const email = parseEmailAddress(request.email);
    const chosen = isGood('username') ? (username ?? null) : null;
    const derived = email !== null && isGood('username') ? usernameOf(email) : '';
    const weak = policy.problemsOf(
      password,
      { username: chosen ?? derived, email: email?.address ?? '' },
      'password',
    );
    const referredById = referralCode ? await users.findReferrerId(referralCode) : undefined;
    const taken = referredById === null ? [] : await users.findTaken({ username: chosen, email });
    refuseProblems({ malformed: problems, weak, taken });
    if (referredById === null) throw new AuthError('INVALID_REFERRAL_CODE');
    if (email === null) throw new TypeError('The address was to be checked before');
    return {
      displayName: displayNameOf(request.displayName ?? ''),
      email,
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
