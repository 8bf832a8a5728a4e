import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Identities } from '../../credentials/identities/identities.service.js';
import type { IdentityLinks } from '../../credentials/identities/identity-links.service.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { SessionAuthentication } from '../../sessions/session-authentication.service.js';

export interface OwnIdentitiesDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  userChanges: UserChanges;
  identities: Pick<Identities, 'remove'>;
  identityLinks: Pick<IdentityLinks, 'add'>;
  sessionAuthentication: Pick<SessionAuthentication, 'requireOpen'>;
  waysIn: Pick<Services['waysIn'], 'requireAny'>;
  audit: AuditTrail;
}

/** Links and unlinks providers for signed-in users. */
export class OwnIdentities {
  constructor(private readonly deps: OwnIdentitiesDeps) {}

  /**
   * A second link of the same identity changes nothing.
   * @throws IDENTITY_TAKEN if another user has the identity; FORBIDDEN if this one has as many as possible;
   * TOKEN_INVALID if the session has ended
   */
  async link(viewer: Viewer, identity: ProvenIdentity, requestMeta: RequestMeta): Promise<void> {
    const { sessionId } = viewer;
    const addition = await this.#change(viewer, (tx, account, record) =>
      this.deps.identityLinks.add(tx, account, identity, { sessionId, requestMeta }, record),
    );
    if (addition === 'taken') throw new AuthError('IDENTITY_TAKEN');
    if (addition === 'full') throw new AuthError('FORBIDDEN', { reason: 'tooManyIdentities' });
  }

  /**
   * Removes an identity and ends the user's other sessions: somebody else may have opened one with it.
   * @returns the account
   * @throws NOT_FOUND if the user has no such identity; FORBIDDEN if it is the last way in; TOKEN_INVALID if the session
   * has ended
   */
  unlink(viewer: Viewer, id: string, requestMeta: RequestMeta): Promise<LockedAccount> {
    const { sessionId } = viewer;
    const { identities, userChanges, waysIn } = this.deps;
    return this.#change(viewer, async (tx, account, record) => {
      const provider = await identities.remove(tx, account.id, id);
      if (provider === null) throw new AuthError('NOT_FOUND');
      await waysIn.requireAny(tx, account);
      await userChanges.apply(tx, account.id, 'identity changed', sessionId);
      await record({ type: 'identity_unlinked', account, sessionId, provider, requestMeta });
      return account;
    });
  }

  #change<T>(
    viewer: Viewer,
    change: (tx: Transaction, account: LockedAccount, record: RecordEvent) => Promise<T>,
  ): Promise<T> {
    return this.deps.audit.transaction(async (tx, record) => {
      const found = await this.deps.users.findLocked(tx, viewer.account.id, this.deps.clock.now());
      if (found === null) throw new AuthError('TOKEN_INVALID');
      // A change that was faster may have ended the session (S-3).
      await this.deps.sessionAuthentication.requireOpen(tx, found.account.id, viewer);
      return change(tx, found.account, record);
    });
  }
}
