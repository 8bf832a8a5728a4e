import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Why somebody may not sign in.', simpleResolvers: true })
export class Suspension {
  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; null when it has no end.' })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the administrator gave as the reason.' })
  reason!: string | null;
}

@ObjectType({ description: 'A user and their place in the list.', simpleResolvers: true })
export class UserEdge {
  @Field(() => String, { description: 'Hand it in as `after` for what lies behind this user.' })
  cursor!: string;

  @Field(() => User, { description: 'The user.' })
  node!: User;
}

@ObjectType({ description: 'A page of users, the newest first.', simpleResolvers: true })
export class UserConnection {
  @Field(() => [UserEdge], { description: 'The users, each with their cursor.' })
  edges!: UserEdge[];

  @Field(() => [User], { description: 'The users alone.' })
  nodes!: User[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;
}
