import type { Origin } from '../../core/viewer.js';
import type { Record } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { isActive } from './account-row.js';

/** Who takes whom out of the administrators. */
export interface Departure {
  readonly userId: string;
  /** Null for the operator. */
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly origin: Origin;
}

/** Service keys outlive the role and the account of who made them. */
export class ServiceKeyCreators {
  /**
   * Records that keys stay behind, in the transaction that takes their creator out of the administrators and before it
   * does: the event is mailed to the others, who decide whether the keys are still needed.
   */
  async beforeDeparture(
    tx: Transaction,
    record: Record,
    { userId, ...departure }: Departure,
    now: Date,
  ): Promise<void> {
    const [left] = await tx.$queryRaw<{ keys: number }[]>`
      SELECT count(*)::int AS keys FROM service_keys k JOIN users u ON u.id = k.created_by_id
      WHERE u.id = ${userId}::uuid AND u.role = 'ADMIN' AND ${isActive(now)}`;
    if (left === undefined || left.keys === 0) return;
    await record({ type: 'service_keys_left', userId, keys: left.keys, ...departure });
  }
}
