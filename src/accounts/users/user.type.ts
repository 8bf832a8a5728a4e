import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type Account, Role, UserStatus } from '../../core/viewer.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';

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

@ObjectType({ description: 'A user of the service.', simpleResolvers: true })
export class User implements Omit<Account, 'id'> {
  @Field(() => ID, {
    description: 'A random id, which never changes and is never given to another user.',
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
    description: 'The email address as the user typed it. It is unique regardless of case.',
  })
  email!: string;

  @Field(() => Boolean, { description: 'Whether the user has proved that they read mail at this address.' })
  emailVerified!: boolean;

  @Field(() => String, { description: 'The language of messages and mails, as a BCP 47 tag.' })
  languageCode!: string;

  @Field(() => Role, { description: 'The role of the user.' })
  role!: Role;

  @Field(() => UserStatus, { description: 'Whether the user may sign in.' })
  status!: UserStatus;

  @Field(() => Decimal, { description: 'The balance of the account.' })
  balance!: string;

  @Field(() => Decimal, { description: 'The amount that the user earned by referring other users.' })
  referralBalance!: string;

  @Field(() => String, {
    description: 'The code that new users enter at registration to name this user as their referrer.',
  })
  referralCode!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of the last sign-in. Null before the first one.',
  })
  lastLoginAt!: Date | null;

  @Field(() => DateTime, { description: 'The time when the account was created.' })
  createdAt!: Date;
}
