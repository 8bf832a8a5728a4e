import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';

export interface DataExportDeps {
  clock: Clock;
  userTables: Pick<UserTables, 'exportOf'>;
  audit: AuditTrail;
}

/**
 * Exports all stored data of a user. It leaves out hashes, digests and secrets, which tell the user nothing,
 * and the notes of administrators, which may mention other users.
 */
export class DataExport {
  constructor(private readonly deps: DataExportDeps) {}

  /** @throws TOKEN_INVALID when the account no longer exists */
  async of(viewer: Viewer, requestMeta: RequestMeta): Promise<object> {
    const { account, sessionId } = viewer;
    const userId = account.id;
    const stored = await this.deps.userTables.exportOf(userId);
    if (stored['account'] === undefined) throw new AuthError('TOKEN_INVALID');
    await this.deps.audit.record({ type: 'data_exported', userId, sessionId, requestMeta });
    return asJson({ exportedAt: this.deps.clock.now(), ...stored });
  }
}

/** Converts dates to ISO 8601 and exact numbers to text. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}
