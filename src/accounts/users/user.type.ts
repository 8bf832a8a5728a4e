import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Role, UserStatus } from '../../core/viewer.js';
import { Node } from '../../platform/graphql/node.type.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';
import type { ShownAccount } from './public-profile.js';

registerEnumType(Role, {
  name: 'Role',
  description: 'The role of a user.',
  valuesConfig: {
    USER: { description: 'A user who manages only their own account.' },
    ADMIN: { description: 'An administrator, who also manages other accounts.' },
  },
});
registerEnumType(UserStatus, {
  name: 'UserStatus',
  description: 'Whether a user may sign in.',
  valuesConfig: {
    ACTIVE: { description: 'The user may sign in.' },
    SUSPENDED: { description: 'An administrator suspended the user, who may not sign in.' },
  },
});

@ObjectType({
  implements: Node,
  description:
    'A user of the service. Users see every field of themselves, and administrators those of everybody; for ' +
    'any other viewer, each field but `id` and `username` is null.',
  simpleResolvers: true,
})
export class User implements Omit<ShownAccount, 'id'> {
  @Field(() => ID, {
    description:
      'A random UUID, which never changes and is never given to another user. It is the `sub` of access tokens.',
  })
  id!: string;

  @Field(() => String, { description: 'The username as the user typed it. It is unique regardless of case.' })
  username!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The name by which the user wants to be shown. Free text that is not unique, so it identifies nobody. ' +
      'Null without one.',
  })
  displayName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The email address as the user typed it. It is unique regardless of case.',
  })
  email!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the user has proved that they read mail at this address.',
  })
  emailVerified!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'The language of messages and mails, as a BCP 47 tag.',
  })
  languageCode!: string | null;

  @Field(() => Role, { nullable: true, description: 'The role of the user.' })
  role!: Role | null;

  @Field(() => UserStatus, { nullable: true, description: 'Whether the user may sign in.' })
  status!: UserStatus | null;

  @Field(() => Decimal, { nullable: true, description: 'The balance of the account.' })
  balance!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The amount that the user earned by referring other users.',
  })
  referralBalance!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code that new users enter at registration to name this user as their referrer.',
  })
  referralCode!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of the last sign-in. Null also before the first one.',
  })
  lastLoginAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The time when the account was created.' })
  createdAt!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether sign-ins ask the user for a second factor.',
  })
  hasSecondFactor!: boolean | null;
}
