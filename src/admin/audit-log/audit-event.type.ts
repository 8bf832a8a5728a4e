import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AuditOutcome, type AuthEventType, type EventDeclarations } from '../../core/events.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { DateTime } from '../../platform/graphql/scalars.js';

/** Named by `nameAuditEventTypes` before the schema is built: this folder does not know who declares events. */
export const AuditEventType: { [name: string]: AuthEventType } = {};
const values: { [name: string]: { description: string } } = {};

registerEnumType(AuditEventType, {
  name: 'AuditEventType',
  description: 'What can happen to an account, and to the keys of the service.',
  valuesConfig: values,
});

/** Sorted, so that the order in which capabilities are listed does not change the schema. */
export function nameAuditEventTypes(declarations: EventDeclarations): void {
  const types = Object.keys(declarations).sort() as AuthEventType[];
  for (const type of types) {
    const name = type.toUpperCase();
    AuditEventType[name] = type;
    values[name] = { description: declarations[type].description };
  }
}

registerEnumType(AuditOutcome, { name: 'AuditOutcome', description: 'How it ended.' });

@ObjectType({ description: 'Something that happened to an account.', simpleResolvers: true })
export class AuditEvent {
  @Field(() => ID, { description: 'Names the event; ids of later events sort behind it.' })
  id!: string;

  @Field(() => AuditEventType, { description: 'What happened.' })
  type!: string;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  outcome!: AuditOutcome;

  @Field(() => DateTime, { description: 'When it happened.' })
  createdAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description:
      'The user who did it; null when nobody had proven who they are, and for the operator, who has no account.',
  })
  actorId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The user it concerns.' })
  userId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The session it concerns.' })
  sessionId!: string | null;

  @Field(() => String, { nullable: true, description: 'What else is to be said of it.' })
  detail!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What an administrator gave as the reason; null for everybody but administrators.',
  })
  reason!: string | null;

  @Field(() => ID, { description: 'The request that it happened in, as errors and the log name it.' })
  requestId!: string;

  @Field(() => String, { nullable: true, description: 'The address that the request came from.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'What the client called itself; do not trust it.' })
  userAgent!: string | null;
}

@ObjectType({ description: 'An event and its place in the list.', simpleResolvers: true })
export class AuditEventEdge {
  @Field(() => String, { description: 'Hand it in as `after` for what lies behind this event.' })
  cursor!: string;

  @Field(() => AuditEvent, { description: 'The event.' })
  node!: AuditEvent;
}

@ObjectType({ description: 'A page of events, the newest first.', simpleResolvers: true })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The events, each with its cursor.' })
  edges!: AuditEventEdge[];

  @Field(() => [AuditEvent], { description: 'The events alone.' })
  nodes!: AuditEvent[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;
}
