import { Field, ID, Int, ObjectType } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { DateTime } from '../platform/graphql/scalars.js';
import type { SignedIn } from './session-tokens.js';

@ObjectType({ description: 'A place where the user is signed in.', simpleResolvers: true })
export class Session {
  @Field(() => ID, { description: 'Names the session for `revokeSession`.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether it is the session of this request.' })
  current!: boolean;

  @Field(() => DateTime, { description: 'When the user signed in.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last refreshed, or opened.' })
  lastUsedAt!: Date;

  @Field(() => DateTime, { description: 'When it ends at the latest; a refresh does not move this.' })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'The address it was last refreshed from.' })
  ipAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the client last called itself; do not trust it.',
  })
  userAgent!: string | null;
}

type Answered = Omit<SignedIn, 'deviceToken'> & { readonly deviceToken?: string | null };

@ObjectType({ description: 'The tokens of a session and whose it is.', simpleResolvers: true })
export class AuthPayload {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …`. Keep it in memory.' })
  accessToken!: string;

  @Field(() => String, {
    description:
      'Trade it for the next pair with `refreshToken`. Each is good once; an old one ends the session. ' +
      'Empty in cookie mode: then it is in a cookie that no script can read.',
  })
  refreshToken!: string;

  @Field(() => String, { description: 'Always `Bearer`.' })
  tokenType!: string;

  @Field(() => Int, { description: 'The life of the access token, in seconds.' })
  expiresIn!: number;

  @Field(() => User, { description: 'Who is signed in.' })
  user!: User;

  @Field(() => String, {
    nullable: true,
    description:
      'After `login` and `register`: keep it on the device, after signing out too, and send it with the next `login`, ' +
      '`register` or `resetPassword`. It opens nothing. Null in cookie mode, where it is in a cookie, and after a refresh.',
  })
  deviceToken!: string | null;

  static of({ accessToken, refreshToken, expiresIn, viewer, deviceToken = null }: Answered): AuthPayload {
    return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn, user: viewer.account, deviceToken };
  }
}
