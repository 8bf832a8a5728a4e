import type { SessionId, UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { isActive } from './account-row.js';

/** The removal of an administrator: the user, and the actor who removes them. */
export interface Departure {
  readonly userId: UserId;
  /** Null for the operator. */
  readonly actorId: UserId | null;
  readonly sessionId: SessionId | null;
  readonly requestMeta: RequestMeta;
}

/** Service keys keep working after their creator has lost the role or the account. */
export class ServiceKeyCreators {
  /**
   * Records how many service keys a departing administrator leaves. Call it before the removal, in the same
   * transaction. A mail about the event lets the other administrators decide whether to keep the keys.
   */
  async beforeDeparture(
    tx: Transaction,
    record: RecordEvent,
    { userId, ...departure }: Departure,
    now: Date,
  ): Promise<void> {
    const [left] = await tx.$queryRaw<{ keys: number }[]>`/* service-key-creators.beforeDeparture */
      SELECT count(*)::int AS keys FROM service_keys k JOIN users u ON u.id = k.created_by_id
      WHERE u.id = ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)}`;
    if (left === undefined || left.keys === 0) return;
    await record({ type: 'service_keys_left', userId, keys: left.keys, ...departure });
  }
}
