import type { Clock } from '../../core/clock.js';
import type { FieldProblem } from '../../core/errors.js';
import type { Account, RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { displayNameOf } from './display-name.js';
import { refuseProblems } from './input-problems.js';
import type { ProfileChange } from './new-user.js';
import type { ReservedUsernames } from './reserved-usernames.js';
import type { Users } from './users.service.js';

export interface ProfileRequest {
  readonly username?: string | null;
  /** An empty text removes the display name. */
  readonly displayName?: string | null;
  readonly languageCode?: string | null;
}

export interface ProfilesDeps {
  clock: Clock;
  users: Users;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  audit: AuditTrail;
}

/** Changes of the profile by its user. */
export class Profiles {
  constructor(private readonly deps: ProfilesDeps) {}

  /**
   * Changes the given fields that differ. A password that resembles the new username stays valid: the policy
   * applies only when a password is set.
   * @param malformed the rules that the fields break
   * @throws BAD_USER_INPUT, USERNAME_TAKEN, with all problems
   */
  async update(
    viewer: Viewer,
    request: ProfileRequest,
    malformed: readonly FieldProblem[],
    requestMeta: RequestMeta,
  ): Promise<Account> {
    const { account, sessionId } = viewer;
    const change = changeOf(account, request);
    const fields = Object.keys(change);
    await this.#requireGood(account, change, malformed);
    if (fields.length === 0) return account;
    return this.deps.audit.transaction(async (tx, record) => {
      const changed = await this.deps.users.changeProfile(tx, account.id, change, this.deps.clock.now());
      await record({ type: 'profile_updated', userId: account.id, sessionId, fields, requestMeta });
      return changed;
    });
  }

  async #requireGood(
    account: Account,
    { username }: ProfileChange,
    malformed: readonly FieldProblem[],
  ): Promise<void> {
    const reserved =
      username === undefined ? [] : this.deps.reservedUsernames.check(username, account.username);
    const problems = [...malformed, ...reserved];
    const isGood = username !== undefined && !problems.some(({ field }) => field === 'username');
    const taken = isGood ? await this.deps.users.findTaken({ username, email: null }, account.id) : [];
    refuseProblems({ malformed: problems, taken });
  }
}

function changeOf(account: Account, { username, languageCode, ...request }: ProfileRequest): ProfileChange {
  const displayName = displayNameOf(request.displayName ?? account.displayName ?? '');
  return {
    ...(username && username !== account.username ? { username } : {}),
    ...(displayName !== account.displayName ? { displayName } : {}),
    ...(languageCode && languageCode !== account.languageCode ? { languageCode } : {}),
  };
}
