import { deviceOf } from '../../accounts/devices/device.js';
import { usernameOf } from '../../accounts/users/derived-username.js';
import { displayNameOf } from '../../accounts/users/display-name.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { NewUser } from '../../accounts/users/new-user.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UsernamesSetting } from '../../accounts/users/username.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import { parseEmailAddress } from '../../core/email-address.js';
import { AuthError, type ErrorCode, type FieldProblem } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordContext, PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { NewAccounts } from './new-accounts.service.js';
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
  users: Pick<Users, 'findReferrerId' | 'findTaken'>;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  breachedPasswords: Pick<Services['breachedPasswords'], 'problemsOf'>;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  knownDevices: Pick<KnownDevices, 'findGood'>;
  newAccounts: NewAccounts;
  audit: AuditTrail;
}

const BY_PASSWORD: Proof = { level: 1, methods: ['pwd'] };

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
    const { audit, newAccounts } = this.deps;
    const account = { phc, emailProven: false, proof: BY_PASSWORD, device, others, requestMeta };
    const registerAs = (username: string) =>
      audit.transaction((tx, record) =>
        newAccounts.create(tx, { ...account, user: { ...user, username } }, record),
      );
    const { username } = request;
    const registered = await (username
      ? registerAs(username)
      : newAccounts.withFreeName(user.email, registerAs));
    if (registered instanceof AuthError) throw registered;
    return registered;
  }

  async #weaknessesOf(password: string, context: PasswordContext): Promise<FieldProblem[]> {
    const weak = this.deps.policy.problemsOf(password, context, 'password');
    return weak.length > 0 ? weak : this.deps.breachedPasswords.problemsOf(password, 'password');
  }

  #usernameProblems(chosen: string | null): FieldProblem[] {
    if (chosen !== null) return this.deps.reservedUsernames.check(chosen);
    if (this.config.usernames === 'derived') return [];
    return [{ field: 'username', rule: 'required', sentence: sentence('problems.input.required') }];
  }

  /**
   * Finds every problem before the transaction. Looks up no names beside an unknown referral code: it would
   * answer whether an address is free, and create no account.
   */
  async #newUser(
    request: RegistrationRequest,
    malformed: readonly FieldProblem[],
  ): Promise<Omit<NewUser, 'username'>> {
    const { users } = this.deps;
    const { username, password, languageCode, referralCode } = request;
    const problems = [...malformed, ...this.#usernameProblems(username ?? null)];
    const isGood = (name: string) => !problems.some(({ field }) => field === name);
    const email = parseEmailAddress(request.email);
    const chosen = isGood('username') ? (username ?? null) : null;
    const derived = email !== null && isGood('username') ? usernameOf(email) : '';
    const weak = await this.#weaknessesOf(password, {
      username: chosen ?? derived,
      email: email?.address ?? '',
    });
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
