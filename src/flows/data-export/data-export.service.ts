import type { Clock } from '../../core/clock.js';
import { Refusal } from '../../core/errors.js';
import type { Origin, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { UserTables } from '../../platform/capabilities/user-tables.js';

export interface DataExportDeps {
  clock: Clock;
  userTables: Pick<UserTables, 'exportOf'>;
  audit: AuditTrail;
}

/**
 * Tells users all that is stored of them: no hash, no digest and no secret, of which they would learn nothing, and not
 * what administrators wrote, which may speak of others.
 */
export class DataExport {
  constructor(private readonly deps: DataExportDeps) {}

  /** @throws TOKEN_INVALID when the account has gone meanwhile */
  async of(viewer: Viewer, origin: Origin): Promise<object> {
    const { account, sessionId } = viewer;
    const userId = account.id;
    const stored = await this.deps.userTables.exportOf(userId);
    if (stored['account'] === undefined) throw new Refusal('TOKEN_INVALID');
    await this.deps.audit.record({ type: 'data_exported', userId, sessionId, origin });
    return asJson({ exportedAt: this.deps.clock.now(), ...stored });
  }
}

/** Dates as ISO 8601, exact numbers as text. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}
