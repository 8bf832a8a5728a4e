import type { ShownAccount } from '../../accounts/users/public-profile.js';
import type { UserVisibility } from '../../accounts/users/user-visibility.service.js';
import { AuthError } from '../../core/errors.js';
import { isService, type Principal, Role, seesAll, type Viewer } from '../../core/viewer.js';
import type { StepUpGuard } from '../../credentials/second-factors/step-up-guard.service.js';
import type { AuditEntries, AuditSearch } from '../../platform/audit/audit-entries.service.js';
import type { AuditRow } from '../../platform/audit/audit-entry.js';
import { nodeId } from '../../platform/graphql/node-types.js';
import { type Connection, connect, type Page } from '../../platform/graphql/page.js';

/** Administrators read often, so these events would hide those about accounts. Listed on request only. */
const UNLESS_ASKED_FOR = ['administration_read'] as const;

/** An event as a viewer sees it. The users are loaded when a field needs one, in one query for the page. */
export interface ShownEvent extends AuditRow {
  readonly cursor: string;
  readonly user: () => Promise<ShownAccount | null>;
  /** Null if the viewer may not see who acted. */
  readonly actor: () => Promise<ShownAccount | null>;
}

export interface AuditLogDeps {
  auditEntries: AuditEntries;
  userVisibility: UserVisibility;
  stepUpGuard: Pick<StepUpGuard, 'requireAdministration'>;
}

/** Shows events: users those that concern them, and viewers who see all those of every user (GT-9). */
export class AuditLog {
  constructor(private readonly deps: AuditLogDeps) {}

  /**
   * @throws FORBIDDEN for the events of another user; STEP_UP_REQUIRED for an administrator whose session is too weak
   * or too old for them
   */
  async list(reader: Principal, filter: AuditSearch, page: Page): Promise<Connection<ShownEvent>> {
    // Without this, such an administrator would take a list of their own events for the list of all.
    if (!isService(reader) && reader.account.role === Role.ADMIN && filter.userId !== reader.account.id)
      await this.deps.stepUpGuard.requireAdministration(reader);
    const userId = whose(reader, filter.userId ?? null);
    const search = { ...filter, userId, except: filter.types ? [] : UNLESS_ASKED_FOR };
    const find = seesAll(reader, 'events') ? 'find' : 'findAsUser';
    return connect(
      page,
      async (slice) => this.#show(reader, await this.deps.auditEntries[find](search, slice)),
      ({ cursor }) => cursor,
    );
  }

  /** Finds one event for `node`. */
  async findNode(viewer: Viewer, id: string): Promise<ShownEvent | null> {
    const row = await this.deps.auditEntries.findById(id, whose(viewer, null));
    return (row && this.#show(viewer, [row])[0]) ?? null;
  }

  #show(reader: Principal, rows: readonly AuditRow[]): ShownEvent[] {
    const own = isService(reader) ? null : reader.account.id;
    const isShown = (id: string | null) => seesAll(reader, 'events') || id === own;
    const ids = rows.flatMap(({ actorId, userId }) => [actorId, userId]).filter(isShown);
    let people: ReturnType<UserVisibility['find']> | undefined;
    const person = async (id: string | null) => {
      people ??= this.deps.userVisibility.find(reader, ids);
      return isShown(id) ? ((await people).get(id) ?? null) : null;
    };
    return rows.map((row) => ({
      ...row,
      id: nodeId('AuditEvent', row.id),
      cursor: row.id,
      user: () => person(row.userId),
      actor: () => person(row.actorId),
    }));
  }
}

function whose(reader: Principal, wanted: string | null): string | null {
  if (seesAll(reader, 'events')) return wanted;
  if (isService(reader)) throw new AuthError('FORBIDDEN', { reason: 'scopeMissing' });
  if (wanted !== null && wanted !== reader.account.id) throw new AuthError('FORBIDDEN');
  return reader.account.id;
}
