import { ArrayMaxSize, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AuditOutcome, type AuthEventType } from '../../core/events.js';
import { UuidPageArgs } from '../../platform/graphql/connection.js';
import { says } from '../../platform/graphql/field-rules.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { AuditEventType } from './audit-event.type.js';

@InputType({ description: 'Conditions for the events to list. An event must match every field that is set.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Events that concern this user.' })
  @IsOptional()
  @IsUUID(undefined, says('userId'))
  userId?: string | null;

  @Field(() => [AuditEventType], { nullable: true, description: 'Events of any of these types.' })
  @IsOptional()
  @ArrayMaxSize(50, says('maxTypes', { count: 50 }))
  types?: AuthEventType[] | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'Events with this outcome.' })
  @IsOptional()
  outcome?: AuditOutcome | null;

  @Field(() => DateTime, { nullable: true, description: 'Events at or after this time.' })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Events before this time.' })
  @IsOptional()
  until?: Date | null;
}

@ArgsType()
export class AuditEventsArgs extends UuidPageArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Conditions for the events to list.' })
  @ValidateNested()
  @IsOptional()
  filter?: AuditFilter | null;
}
