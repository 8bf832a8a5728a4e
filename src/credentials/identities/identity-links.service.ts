import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { SessionId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { Addition, Identities } from './identities.service.js';
import type { PendingIdentities } from './pending-identities.service.js';
import type { ProvenIdentity } from './proven-identity.js';

export interface IdentityLinksDeps {
  users: Pick<Users, 'raiseCredentialsEpoch'>;
  identities: Pick<Identities, 'add'>;
  pendingIdentities: Pick<PendingIdentities, 'takeLink'>;
}

/** How an identity is linked. */
export interface Link {
  /** Null if the link opens no session, or opens it later. */
  readonly sessionId: SessionId | null;
  readonly requestMeta: RequestMeta;
  /** The time of the sign-up that the link belongs to. */
  readonly signedUpAt?: Date;
}

/** Links identities to accounts. Nothing else does. */
export class IdentityLinks {
  constructor(private readonly deps: IdentityLinksDeps) {}

  /**
   * Links the identity to a locked account. It raises the epoch, so a sign-in that was begun before ends. Sessions go
   * on: the user who links has just proved the account.
   */
  async add(
    tx: RawTransaction,
    account: LockedAccount,
    identity: ProvenIdentity,
    { sessionId, requestMeta, signedUpAt }: Link,
    record: RecordEvent,
  ): Promise<Addition> {
    const addition = await this.deps.identities.add(tx, account.id, identity, signedUpAt ?? null);
    if (addition !== 'added') return addition;
    await this.deps.users.raiseCredentialsEpoch(tx, account.id);
    await record({
      type: 'identity_linked',
      account,
      sessionId,
      provider: identity.provider,
      atSignUp: signedUpAt !== undefined,
      provenAddress: identity.emailProven ? identity.email : null,
      requestMeta,
    });
    return addition;
  }

  /**
   * Uses up the challenge of `LINK_REQUIRED` in a sign-in, and links its identity if it names this account at this
   * epoch. A challenge that is unknown or names another account links nothing, and the sign-in goes on.
   * @param credentialsEpoch the epoch of the account at this sign-in
   * @param challenge unchecked
   */
  async redeem(
    tx: RawTransaction,
    account: LockedAccount,
    credentialsEpoch: number,
    challenge: string,
    link: Link,
    record: RecordEvent,
  ): Promise<void> {
    const target = { userId: account.id, credentialsEpoch };
    const identity = await this.deps.pendingIdentities.takeLink(tx, target, challenge);
    if (identity !== null) await this.add(tx, account, identity, link, record);
  }
}
