import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AuditOutcome, type AuthEventType, type EventDeclarations } from '../../core/events.js';
import { typesIn } from '../../platform/audit/audit-entry.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { Node } from '../../platform/graphql/node.type.js';
import { DateTime, Json } from '../../platform/graphql/scalars.js';

/**
 * Filled by `nameAuditEventTypes` before the schema is built, since this folder does not know which
 * capabilities declare events.
 */
export const AuditEventType: { [name: string]: AuthEventType } = {};
const values: { [name: string]: { description: string } } = {};

registerEnumType(AuditEventType, {
  name: 'AuditEventType',
  description: 'The types of security events: what happens to accounts, keys and limits.',
  valuesConfig: values,
});

/** Sorted, so that the order in which capabilities are listed does not change the schema. */
export function nameAuditEventTypes(declarations: EventDeclarations): void {
  for (const type of typesIn(declarations).sort()) {
    const name = type.toUpperCase();
    AuditEventType[name] = type;
    values[name] = { description: declarations[type].description };
  }
}

registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'Whether the attempted operation succeeded.',
  valuesConfig: {
    SUCCESS: { description: 'The operation succeeded.' },
    FAILURE: { description: 'The operation failed or was refused.' },
  },
});

@ObjectType({ implements: Node, description: 'A security event.', simpleResolvers: true })
export class AuditEvent {
  @Field(() => ID, {
    description: 'The id of the event, for `node`. Ids sort by time: a later event has a greater id.',
  })
  id!: string;

  @Field(() => AuditEventType, { description: 'The type of the event.' })
  type!: string;

  @Field(() => AuditOutcome, { description: 'Whether the attempted operation succeeded.' })
  outcome!: AuditOutcome;

  @Field(() => DateTime, { description: 'The time of the event.' })
  createdAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description:
      'The user who caused the event. Null if the client was not authenticated, if the operator or a service ' +
      'caused it, or, in a user’s own events, if an administrator did.',
  })
  actorId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The id of the service key with which another service or a script caused the event, instead of a user. ' +
      'Only administrators can read it; null for other users.',
  })
  serviceKeyId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The user whom the event concerns.' })
  userId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The session that the event concerns.' })
  sessionId!: string | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'Additional details as an object with fixed keys, which the description of the `type` names. Some keys are ' +
      'for administrators only and are left out for other users. Null for a type without details.',
  })
  metadata!: object | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason that an administrator gave. Only administrators can read it; null for other users.',
  })
  reason!: string | null;

  @Field(() => ID, { description: 'The id of the request. Errors and log lines have the same id.' })
  requestId!: string;

  @Field(() => String, { nullable: true, description: 'The IP address that the request came from.' })
  ipAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `User-Agent` header of the client. Do not trust it.',
  })
  userAgent!: string | null;
}

@ObjectType({ description: 'An event and its cursor in the list.', simpleResolvers: true })
export class AuditEventEdge {
  @Field(() => String, { description: 'The cursor of the event.' })
  cursor!: string;

  @Field(() => AuditEvent, { description: 'The event.' })
  node!: AuditEvent;
}

@ObjectType({ description: 'A page of events, newest first.', simpleResolvers: true })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The events of the page, each with its cursor.' })
  edges!: AuditEventEdge[];

  @Field(() => [AuditEvent], { description: 'The events of the page, without cursors.' })
  nodes!: AuditEvent[];

  @Field(() => PageInfo, { description: 'Where this page begins and ends, and whether the list continues.' })
  pageInfo!: PageInfo;
}
