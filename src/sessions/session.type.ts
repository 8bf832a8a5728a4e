import { Field, ID, Int, ObjectType } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { Acknowledgement } from '../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../platform/graphql/scalars.js';

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

  @Field(() => String, {
    description:
      'How strongly the user proved who they are: `aal1`, `aal2` or `phr`, as the claim `acr` of tokens.',
  })
  acr!: string;

  @Field(() => DateTime, {
    description: 'The time when the user last proved who they are: at the sign-in or at a step-up.',
  })
  authenticatedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The IP address of the last refresh.' })
  ipAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `User-Agent` header of the last refresh. Do not trust it.',
  })
  userAgent!: string | null;
}

@ObjectType({ description: 'The tokens of a session, and its user.', simpleResolvers: true })
export class AuthPayload {
  @Field(() => String, {
    description: 'The access token. Send it as `Authorization: Bearer …`, and keep it in memory only.',
  })
  accessToken!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The refresh token, for the mutation `refreshToken`. It works once, and using an old one again ends ' +
      'the session. Null in cookie mode, where the token is in a cookie that scripts cannot read.',
  })
  refreshToken!: string | null;

  @Field(() => String, { description: 'The type of the access token: always `Bearer`.' })
  tokenType!: string;

  @Field(() => Int, { description: 'The lifetime of the access token, in seconds.' })
  expiresIn!: number;

  @Field(() => String, { description: 'A sentence for the user, in their language.' })
  message!: string;

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

  @Field(() => String, {
    nullable: true,
    description:
      'The token by which `login` does not ask for the second factor on this device. Keep it on the device, also ' +
      'after signing out, and send it with the next sign-in. Null unless the sign-in asked for it with ' +
      '`rememberDevice`, and in cookie mode, where it is in a cookie.',
  })
  trustedDevice!: string | null;
}

@ObjectType({
  description: 'The answer after a sign-out.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class LogoutPayload extends Acknowledgement {}

@ObjectType({
  description: 'The answer after the end of a session.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RevokeSessionPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the ended session.' })
  sessionId!: string;
}

@ObjectType({
  description: 'The answer after the end of all other sessions.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RevokeOtherSessionsPayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user, who has one session now.' })
  user!: User;
}
