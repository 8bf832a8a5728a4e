import { ENDING_LENGTH, suggestedUsernameOf, withEnding } from '../../accounts/users/derived-username.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { LockedState, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import type { Services } from '../../core/services.js';
import { type RequestMeta, UserStatus } from '../../core/viewer.js';
import type { Identities } from '../../credentials/identities/identities.service.js';
import type { IdentityLinks } from '../../credentials/identities/identity-links.service.js';
import type { PendingIdentities } from '../../credentials/identities/pending-identities.service.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';

export interface NewIdentitiesDeps {
  clock: Clock;
  randomness: Pick<Randomness, 'bytes'>;
  users: Pick<Users, 'findIdByEmail' | 'findLocked' | 'findTaken'>;
  identities: Pick<Identities, 'findOwner'>;
  pendingIdentities: Pick<PendingIdentities, 'issueSignUp' | 'issueLink'>;
  identityLinks: Pick<IdentityLinks, 'add'>;
  reservedUsernames: Pick<ReservedUsernames, 'includes'>;
  reclaiming: Pick<Services['reclaiming'], 'proveMailbox'>;
  waysIn: Pick<Services['waysIn'], 'methodsOf'>;
  audit: AuditTrail;
}

/** `known`: somebody was faster, so the identity has a user now. `reclaimed`: it has the user of its address now. */
export type Settled = 'known' | 'reclaimed';

/** The rules for identities that no user has yet. */
export class NewIdentities {
  constructor(private readonly deps: NewIdentitiesDeps) {}

  /**
   * An account is never merged in silence: only an address that the provider vouches for finds one, and its user proves
   * it once. An account whose mailbox was never proven goes to the person of the identity, with everything in it ended:
   * its registrant may have prepared it for them (pre-hijacking).
   * @throws SIGN_UP_REQUIRED, LINK_REQUIRED
   */
  async settle(identity: ProvenIdentity, requestMeta: RequestMeta): Promise<Settled> {
    const { email, emailProven } = identity;
    const settled = email && emailProven ? await this.#settleProven(identity, email, requestMeta) : null;
    if (settled === null) throw await this.#askToSignUp(identity);
    if (settled instanceof AuthError) throw settled;
    return settled;
  }

  /** @returns null if no account has the address; LINK_REQUIRED instead of throwing it, so that the challenge stays */
  #settleProven(
    identity: ProvenIdentity,
    email: EmailAddress,
    requestMeta: RequestMeta,
  ): Promise<Settled | AuthError | null> {
    return this.deps.audit.transaction(async (tx, record) => {
      const state = await this.#findLocked(tx, email);
      // Of concurrent sign-ins, one reclaims and links. The others have waited for it.
      if ((await this.deps.identities.findOwner(tx, identity)) !== null) return 'known';
      if (state === null) return null;
      const reclaimed = await this.#reclaim(tx, state, identity, requestMeta, record);
      return reclaimed ? 'reclaimed' : this.#askToLink(tx, state, identity);
    });
  }

  /** Locks the user who has the address. */
  async #findLocked(tx: Transaction, email: EmailAddress): Promise<LockedState | null> {
    const userId = await this.deps.users.findIdByEmail(tx, email);
    const state = userId && (await this.deps.users.findLocked(tx, userId, this.deps.clock.now()));
    const present = state && parseEmailAddress(state.account.email);
    return present?.key === email.key ? state : null;
  }

  /** @returns false if the account keeps what it has */
  async #reclaim(
    tx: Transaction,
    state: LockedState,
    identity: ProvenIdentity,
    requestMeta: RequestMeta,
    record: RecordEvent,
  ): Promise<boolean> {
    // A suspension is no reason to give the account to anybody.
    if (state.account.status === UserStatus.SUSPENDED) return false;
    const by = { method: 'provider', requestMeta } as const;
    const { outcome } = await this.deps.reclaiming.proveMailbox(tx, state, by, record);
    if (outcome !== 'reclaimed') return false;
    const account = { ...state.account, emailVerified: true, hasSecondFactor: false };
    await this.deps.identityLinks.add(tx, account, identity, { sessionId: null, requestMeta }, record);
    return true;
  }

  async #askToLink(
    tx: Transaction,
    { account, credentialsEpoch }: LockedState,
    identity: ProvenIdentity,
  ): Promise<AuthError> {
    const target = { userId: account.id, credentialsEpoch };
    const { text, expiresAt } = await this.deps.pendingIdentities.issueLink(tx, identity, target);
    const methods = await this.deps.waysIn.methodsOf(tx, account);
    return new AuthError('LINK_REQUIRED', { challenge: text, methods, expiresAt });
  }

  /** An address that the provider does not vouch for is not told: it may be that of another person. */
  async #askToSignUp(identity: ProvenIdentity): Promise<AuthError> {
    const { text, expiresAt } = await this.deps.pendingIdentities.issueSignUp(identity);
    const { email, emailProven } = identity;
    return new AuthError('SIGN_UP_REQUIRED', {
      challenge: text,
      suggestedUsername: await this.#suggestUsername(identity),
      email: emailProven ? (email?.address ?? null) : null,
      emailVerified: emailProven && email !== null,
      expiresAt,
    });
  }

  async #suggestUsername({ name, email }: ProvenIdentity): Promise<string> {
    const { reservedUsernames, users, randomness } = this.deps;
    const username = suggestedUsernameOf(name, email);
    const isFree =
      !reservedUsernames.includes(username) &&
      (await users.findTaken({ username, email: null })).length === 0;
    return isFree ? username : withEnding(username, randomness.bytes(ENDING_LENGTH));
  }
}
