import { Field, ID, Int, ObjectType } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { DateTime } from '../platform/graphql/scalars.js';
import type { SignedIn } from './session-tokens.js';

@ObjectType({ description: 'A session: one sign-in on one device.', simpleResolvers: true })
export class Session {
  @Field(() => ID, { description: 'The id of the session, as `revokeSession` takes it.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether this request belongs to the session.' })
  current!: boolean;

  @Field(() => DateTime, { description: 'The time when the user signed in.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    description:
      'The time when the session was last refreshed. Before the first refresh, the time when it was opened.',
  })
  lastUsedAt!: Date;

  @Field(() => DateTime, {
    description:
      'The time when the session ends, unless it is refreshed before. A refresh postpones it only where the ' +
      'service has an idle limit for sessions, and never past the absolute end.',
  })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'The IP address of the last refresh.' })
  ipAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `User-Agent` header of the last refresh. Do not trust it.',
  })
  userAgent!: string | null;
}

type Answered = Omit<SignedIn, 'deviceToken'> & { readonly deviceToken?: string | null };

@ObjectType({ description: 'The tokens of a session, and its user.', simpleResolvers: true })
export class AuthPayload {
  @Field(() => String, {
    description: 'The access token. Send it as `Authorization: Bearer …`, and keep it in memory only.',
  })
  accessToken!: string;

  @Field(() => String, {
    description:
      'The refresh token, for the mutation `refreshToken`. It works once, and using an old one again ends ' +
      'the session. Empty in cookie mode, where the token is in a cookie that scripts cannot read.',
  })
  refreshToken!: string;

  @Field(() => String, { description: 'The type of the access token: always `Bearer`.' })
  tokenType!: string;

  @Field(() => Int, { description: 'The lifetime of the access token, in seconds.' })
  expiresIn!: number;

  @Field(() => User, { description: 'The user who is signed in.' })
  user!: User;

  @Field(() => String, {
    nullable: true,
    description:
      'The token that marks this device as known. Keep it on the device, also after signing out, and send ' +
      'it with the next `login`, `register` or `resetPassword`; it gives no access. Null after ' +
      '`refreshToken`, and in cookie mode, where it is in a cookie.',
  })
  deviceToken!: string | null;

  static of({ accessToken, refreshToken, expiresIn, viewer, deviceToken = null }: Answered): AuthPayload {
    return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn, user: viewer.account, deviceToken };
  }
}
