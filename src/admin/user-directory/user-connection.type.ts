import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'The suspension of a user.', simpleResolvers: true })
export class Suspension {
  @Field(() => DateTime, {
    nullable: true,
    description: 'The time when the suspension ends by itself. Null if it has no end.',
  })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'The reason that the administrator gave.' })
  reason!: string | null;
}

@ObjectType({ description: 'A user and their cursor in the list.', simpleResolvers: true })
export class UserEdge {
  @Field(() => String, { description: 'The cursor of the user.' })
  cursor!: string;

  @Field(() => User, { description: 'The user.' })
  node!: User;
}

@ObjectType({ description: 'A page of users, newest first.', simpleResolvers: true })
export class UserConnection {
  @Field(() => [UserEdge], { description: 'The users of the page, each with their cursor.' })
  edges!: UserEdge[];

  @Field(() => [User], { description: 'The users of the page, without cursors.' })
  nodes!: User[];

  @Field(() => PageInfo, { description: 'Where this page begins and ends, and whether the list continues.' })
  pageInfo!: PageInfo;
}
