import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import type { Administrators } from '../../accounts/users/administrators.service.js';
import { distinctUsernameOf, ENDING_LENGTH, usernameOf } from '../../accounts/users/derived-username.js';
import { nameTaken } from '../../accounts/users/input-problems.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UserBatches } from '../../accounts/users/user-batches.service.js';
import type { UserStatusService } from '../../accounts/users/user-status.service.js';
import { usernameKey } from '../../accounts/users/username.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import { eventActorOf } from '../../core/event-actor.js';
import { asUserId, type LockedUser } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { Services } from '../../core/services.js';
import { type Principal, type RequestMeta, Role, UserStatus } from '../../core/viewer.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';
import type { InvitationLinks } from './invitation-links.service.js';

export interface InvitationRequest {
  readonly email: string;
  /** Without one, it is derived from the email. */
  readonly username?: string | null;
  readonly languageCode?: string | null;
  readonly role?: Role | null;
}

/** The invited user, and when the mailed link expires. */
export interface Invitation {
  readonly user: AdministeredAccount;
  readonly expiresAt: Date;
}

export interface InvitationsDeps {
  clock: Clock;
  randomness: Randomness;
  administrators: Pick<Administrators, 'lock' | 'requireActor' | 'requireMayChange'>;
  users: Pick<Users, 'create' | 'findLocked'>;
  userBatches: Pick<UserBatches, 'findConflicts'>;
  userStatus: Pick<UserStatusService, 'get' | 'setRole'>;
  reservedUsernames: Pick<ReservedUsernames, 'includes'>;
  factorEnrolment: Pick<Services['factorEnrolment'], 'requireAdministratorFactor'>;
  passwords: Pick<Passwords, 'has'>;
  links: InvitationLinks;
  audit: AuditTrail;
  forbidden: OnForbidden;
}

/** Invitations by administrators and services. An invited user sets the first password with a mailed link. */
export class Invitations {
  constructor(private readonly deps: InvitationsDeps) {}

  /**
   * Creates an account and mails its user a link. A user who was created without a password and has not set
   * one is invited again, with nothing else changed.
   * @throws FORBIDDEN, USERNAME_TAKEN, EMAIL_TAKEN
   */
  async invite(actor: Principal, request: InvitationRequest, requestMeta: RequestMeta): Promise<Invitation> {
    const { administrators, userStatus, links, audit, clock, forbidden, factorEnrolment } = this.deps;
    const email = parseEmailAddress(request.email);
    if (email === null) throw new AuthError('BAD_USER_INPUT', { fields: [] });
    try {
      // An invited user has no second factor yet, so an administrator is appointed after the first one.
      if (request.role === Role.ADMIN) factorEnrolment.requireAdministratorFactor({ hasSecondFactor: false });
      return await audit.transaction(async (tx, record) => {
        // Exclusive: of concurrent invitations of one address, the first creates the account.
        await administrators.lock(tx);
        await administrators.requireActor(tx, actor, clock.now());
        const user = await this.#findOrCreate(tx, actor, email, request);
        const by = { ...eventActorOf(actor), requestMeta };
        const expiresAt = await links.invite(tx, record, user, by);
        return { user: await userStatus.get(tx, user, clock.now()), expiresAt };
      });
    } catch (error) {
      if (error instanceof AuthError && error.code === 'FORBIDDEN')
        await forbidden(actor, {
          operation: 'inviteUser',
          args: {},
          requestMeta,
          because: error.extras.reason,
        });
      throw error;
    }
  }

  async #findOrCreate(
    tx: Transaction,
    actor: Principal,
    email: EmailAddress,
    { username, languageCode, role }: InvitationRequest,
  ): Promise<LockedUser> {
    const { administrators, userBatches, users, userStatus, reservedUsernames, clock, randomness } =
      this.deps;
    if (role) administrators.requireMayChange(actor, role);
    const wanted = username ?? usernameOf(email);
    const keys = { ids: [], usernameKeys: [usernameKey(wanted)], emailKeys: [email.key] };
    const existing = await userBatches.findConflicts(tx, keys);
    const invited = existing.find(({ emailKey }) => emailKey === email.key);
    if (invited !== undefined) return this.#requireWaiting(tx, actor, invited.id);
    const isFree = existing.length === 0 && !reservedUsernames.includes(wanted);
    const distinct = () => distinctUsernameOf(email, randomness.bytes(ENDING_LENGTH));
    const user = {
      username: username ?? (isFree ? wanted : distinct()),
      displayName: null,
      email,
      languageCode: languageCode ?? 'en',
      referredById: null,
      provisioned: true,
    };
    const { id } = await users.create(tx, user, clock.now());
    if (role === Role.ADMIN) await userStatus.setRole(tx, id, role, clock.now());
    return id;
  }

  /** @throws EMAIL_TAKEN unless the user may still set the first password; FORBIDDEN */
  async #requireWaiting(tx: Transaction, actor: Principal, id: string): Promise<LockedUser> {
    const state = await this.deps.users.findLocked(tx, asUserId(id), this.deps.clock.now());
    const isWaiting =
      state !== null &&
      state.account.status === UserStatus.ACTIVE &&
      !(await this.deps.passwords.has(tx, state.account.id));
    if (!isWaiting) throw nameTaken('EMAIL_TAKEN');
    this.deps.administrators.requireMayChange(actor, state.account.role);
    return state.account.id;
  }
}
