import { deviceOf } from '../../accounts/devices/device.js';
import { displayNameOf } from '../../accounts/users/display-name.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { NewUser } from '../../accounts/users/new-user.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UsernamesSetting } from '../../accounts/users/username.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError, type FieldProblem } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { IdentityLinks } from '../../credentials/identities/identity-links.service.js';
import type {
  PendingIdentities,
  WaitingIdentity,
} from '../../credentials/identities/pending-identities.service.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

export interface SignUpRequest {
  readonly challenge: string;
  /** Left out if the service is to derive one. */
  readonly username?: string | null;
  readonly displayName?: string | null;
  /** Only where the provider has proved none. */
  readonly email?: string | null;
  readonly languageCode?: string | null;
  readonly referralCode?: string | null;
  readonly deviceFingerprint?: string | null;
  /** The tokens of the accounts that know this device, as the client sent them. */
  readonly deviceToken: string | null;
}

export interface IdentitySignUpsDeps {
  clock: Clock;
  users: Pick<Users, 'findReferrerId' | 'findTaken'>;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  pendingIdentities: Pick<PendingIdentities, 'findSignUp' | 'attempt' | 'consume'>;
  identityLinks: Pick<IdentityLinks, 'add'>;
  knownDevices: Pick<KnownDevices, 'findGood'>;
  newAccounts: Pick<Services['newAccounts'], 'create' | 'withFreeName'>;
  audit: AuditTrail;
}

/** A person signs up with the provider alone, so a second factor of the provider counts at later sign-ins only. */
const BY_PROVIDER: Proof = { level: 1, methods: ['fed'] };

/** Creates the accounts of people who are known by a provider alone. */
export class IdentitySignUps {
  constructor(
    private readonly deps: IdentitySignUpsDeps,
    private readonly config: { readonly usernames: UsernamesSetting },
  ) {}

  /**
   * Creates the account and signs the user in, in one transaction that reads everything anew. A refusal leaves the
   * challenge for another try. Each try that looks names up counts, because it tells which are taken.
   * @throws TOKEN_INVALID for an unknown, used, expired or exhausted challenge; BAD_USER_INPUT, USERNAME_TAKEN,
   * EMAIL_TAKEN, INVALID_REFERRAL_CODE; IDENTITY_TAKEN if the identity has a user by now; RATE_LIMITED;
   * EMAIL_NOT_VERIFIED after the account was created, if the user must verify the address first
   */
  async complete(request: SignUpRequest, requestMeta: RequestMeta): Promise<SignedIn> {
    const { pendingIdentities, audit } = this.deps;
    const waiting = await pendingIdentities.findSignUp(request.challenge);
    if (waiting === null) throw new AuthError('TOKEN_INVALID');
    const email = this.#requireGood(request, waiting);
    if (!(await pendingIdentities.attempt(waiting))) throw new AuthError('TOKEN_INVALID');
    try {
      return await this.#create(request, waiting, email, requestMeta);
    } catch (error) {
      const code = error instanceof AuthError ? error.code : null;
      if (code === 'USERNAME_TAKEN' || code === 'EMAIL_TAKEN' || code === 'INVALID_REFERRAL_CODE')
        await audit.record({ type: 'registration_refused', userId: null, because: code, requestMeta });
      throw error;
    }
  }

  /** @throws BAD_USER_INPUT for what the input lacks, before anything is looked up */
  #requireGood(request: SignUpRequest, { identity }: WaitingIdentity): EmailAddress {
    const { username } = request;
    const problems: FieldProblem[] = username ? this.deps.reservedUsernames.check(username) : [];
    if (!username && this.config.usernames !== 'derived') problems.push(missing('username'));
    const email = identity.emailProven ? identity.email : parseEmailAddress(request.email ?? '');
    if (email === null) problems.push(missing('email'));
    refuseProblems({ malformed: problems, taken: [] });
    if (email === null) throw new TypeError('The address was to be checked before');
    return email;
  }

  async #create(
    request: SignUpRequest,
    waiting: WaitingIdentity,
    email: EmailAddress,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const { audit, knownDevices, newAccounts } = this.deps;
    const user = await this.#newUser(request, email);
    const others = await knownDevices.findGood(request.deviceToken);
    const { emailProven } = waiting.identity;
    const device = deviceOf(request, requestMeta);
    const store = this.#linking(waiting, requestMeta);
    const account = { phc: null, emailProven, store, proof: BY_PROVIDER, device, others, requestMeta };
    const registerAs = (username: string) =>
      audit.transaction((tx, record) =>
        newAccounts.create(tx, { ...account, user: { ...user, username } }, record),
      );
    const { username } = request;
    const registered = await (username ? registerAs(username) : newAccounts.withFreeName(email, registerAs));
    if (registered instanceof AuthError) throw registered;
    return registered;
  }

  async #newUser(request: SignUpRequest, email: EmailAddress): Promise<Omit<NewUser, 'username'>> {
    const { users } = this.deps;
    const { username = null, displayName, languageCode, referralCode } = request;
    const referredById = referralCode ? await users.findReferrerId(referralCode) : undefined;
    if (referredById === null) throw new AuthError('INVALID_REFERRAL_CODE');
    refuseProblems({ malformed: [], taken: await users.findTaken({ username, email }) });
    return {
      displayName: displayNameOf(displayName ?? ''),
      email,
      languageCode: languageCode ?? 'en',
      referredById: referredById ?? null,
    };
  }

  /** The unique index decides which of concurrent sign-ups gets the identity. The others leave no account. */
  #linking(
    waiting: WaitingIdentity,
    requestMeta: RequestMeta,
  ): NonNullable<Parameters<Services['newAccounts']['create']>[1]['store']> {
    const { pendingIdentities, identityLinks, clock } = this.deps;
    return async (tx, account, record) => {
      const link = { sessionId: null, requestMeta, signedUpAt: clock.now() };
      const addition = await identityLinks.add(tx, account, waiting.identity, link, record);
      if (!(await pendingIdentities.consume(tx, waiting))) throw new AuthError('TOKEN_INVALID');
      if (addition !== 'added') throw new AuthError('IDENTITY_TAKEN');
    };
  }
}

function missing(field: 'username' | 'email'): FieldProblem {
  return { field, rule: 'required', sentence: sentence('problems.input.required') };
}
