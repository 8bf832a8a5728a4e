import { Args, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import type { Principal } from '../../core/viewer.js';
import { OpenedBy } from '../../platform/graphql/opened-by.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentPrincipal } from '../../platform/graphql/viewer.decorator.js';
import { AuditEvent, AuditEventConnection } from './audit-event.type.js';
import { AuditEventsArgs } from './audit-filter.input.js';
import type { AuditLog, ShownEvent } from './audit-log.service.js';

@Resolver(() => AuditEvent)
export class AuditEventsResolver {
  constructor(private readonly deps: { auditLog: AuditLog }) {}

  @OpenedBy('events')
  @RecordsReading()
  @Query(() => AuditEventConnection, {
    description:
      'Lists security events, newest first. Users see the events that concern them, administrators see ' +
      'those of all users; `ADMINISTRATION_READ` is listed only if `types` includes it. Needs an access ' +
      'token, or a service key with the scope `EVENTS`, which shows those of all users. Fails with `FORBIDDEN` ' +
      'if another user filters by a `userId` that is not their own.',
  })
  auditEvents(
    @CurrentPrincipal() reader: Principal,
    @Args(() => AuditEventsArgs) { filter, ...page }: AuditEventsArgs,
  ): Promise<AuditEventConnection> {
    return this.deps.auditLog.list(reader, filter ?? {}, page);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      'The user who caused the event. Null also if the account no longer exists, and, for anybody but ' +
      'administrators, if an administrator caused it.',
  })
  actor(@Root() event: ShownEvent): Promise<User | null> {
    return event.actor();
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The user whom the event concerns. Null also if the account no longer exists.',
  })
  user(@Root() event: ShownEvent): Promise<User | null> {
    return event.user();
  }
}
