import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A key by which another service shows who it is.', simpleResolvers: true })
export class ServiceKey {
  @Field(() => ID, { description: 'Names the key; it is no secret.' })
  id!: string;

  @Field(() => String, { description: 'What its maker called it.' })
  name!: string;

  @Field(() => ID, { description: 'The administrator who made it.' })
  createdById!: string;

  @Field(() => Boolean, {
    description:
      'Whether its creator is an administrator who may sign in. If not, the key still works: revoke it unless it is needed.',
  })
  creatorIsAdministrator!: boolean;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null until it is.',
  })
  lastUsedAt!: Date | null;
}

@ObjectType({ description: 'A key that has just been made.', simpleResolvers: true })
export class ServiceKeyPayload {
  @Field(() => String, { description: 'The key itself. It is told this once: nobody can read it again.' })
  secret!: string;

  @Field(() => ServiceKey, { description: 'The key as it stands in the list.' })
  serviceKey!: ServiceKey;
}
