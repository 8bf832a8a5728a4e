import { Args, Query, Resolver } from 'type-graphql';
import { AuthError } from '../../core/errors.js';
import { Role, type Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { connect } from '../../platform/graphql/connection.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { AuditEventConnection } from './audit-event.type.js';
import { AuditEventsArgs } from './audit-filter.input.js';

/** Administrators read often, so these events would hide those about accounts. Listed on request only. */
const UNLESS_ASKED_FOR = ['administration_read'] as const;

@Resolver()
export class AuditEventsResolver {
  constructor(private readonly deps: { audit: AuditTrail }) {}

  @RecordsReading()
  @Query(() => AuditEventConnection, {
    description:
      'Lists security events, newest first. Users see the events that concern them, administrators see ' +
      'those of all users; `ADMINISTRATION_READ` is listed only if `types` includes it. Needs an access ' +
      'token; fails with `FORBIDDEN` if another user filters by a `userId` that is not their own.',
  })
  auditEvents(
    @CurrentViewer() viewer: Viewer,
    @Args(() => AuditEventsArgs) { filter, ...page }: AuditEventsArgs,
  ): Promise<AuditEventConnection> {
    const userId = whose(viewer, filter?.userId ?? null);
    const search = { ...filter, userId, except: filter?.types ? [] : UNLESS_ASKED_FOR };
    const find = viewer.account.role === Role.ADMIN ? 'find' : 'findAsUser';
    return connect(page, (count, after) => this.deps.audit[find](search, count, after));
  }
}

/** GT-9: the role comes from the database for this request, never from the token. */
function whose({ account }: Viewer, wanted: string | null): string | null {
  if (account.role === Role.ADMIN) return wanted;
  if (wanted !== null && wanted !== account.id) throw new AuthError('FORBIDDEN');
  return account.id;
}
