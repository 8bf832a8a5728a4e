import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type Account, Role, UserStatus } from '../../core/viewer.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';

registerEnumType(Role, { name: 'Role', description: 'What a user may do.' });
registerEnumType(UserStatus, { name: 'UserStatus', description: 'Whether a user may sign in.' });

@ObjectType({ description: 'A person with an account.', simpleResolvers: true })
export class User implements Omit<Account, 'id'> {
  @Field(() => ID, {
    description: 'A random identifier that never changes and is never given to another user.',
  })
  id!: string;

  @Field(() => String, { description: 'The name as typed; unique whatever its case.' })
  username!: string;

  @Field(() => String, { description: 'The address as typed; unique whatever its case.' })
  email!: string;

  @Field(() => Boolean, { description: 'Whether the user has shown that they read mail at this address.' })
  emailVerified!: boolean;

  @Field(() => String, { description: 'The language of messages and mails, as a BCP 47 tag.' })
  languageCode!: string;

  @Field(() => Role, { description: 'What the user may do.' })
  role!: Role;

  @Field(() => UserStatus, { description: 'Whether the user may sign in.' })
  status!: UserStatus;

  @Field(() => Decimal, { description: 'The balance of the account.' })
  balance!: string;

  @Field(() => Decimal, { description: 'What the user earned by referring others.' })
  referralBalance!: string;

  @Field(() => String, {
    description: 'The code that others give at registration to name this user as their referrer.',
  })
  referralCode!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the user last logged in; null until they do so for the first time.',
  })
  lastLoginAt!: Date | null;

  @Field(() => DateTime, { description: 'When the account was made.' })
  createdAt!: Date;
}
