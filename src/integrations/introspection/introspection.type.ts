import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Role } from '../../core/viewer.js';

/** Times are a Float, since a GraphQL Int overflows in 2038. */
const SECONDS = 'Seconds since 1970, a whole number';

@ObjectType({
  description:
    'What there is to know of an access token, by the names of RFC 7662. Of one that is not active nothing is told, not even why.',
  simpleResolvers: true,
})
export class TokenIntrospection {
  @Field(() => Boolean, {
    description: 'Whether the token is good now: genuine, in its time, of a live session and an active user.',
  })
  active!: boolean;

  @Field(() => String, { nullable: true, description: 'How the token is used: `Bearer`.' })
  tokenType?: string;

  @Field(() => String, { nullable: true, description: 'The client that it was issued to: `latchkey`.' })
  clientId?: string;

  @Field(() => ID, { nullable: true, description: 'The user.' })
  sub?: string;

  @Field(() => String, { nullable: true, description: 'The name of the user, as it is now.' })
  username?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The email of the user, where `ACCESS_TOKEN_CLAIMS` names it and while it is verified.',
  })
  email?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The language of the user (BCP 47), where `ACCESS_TOKEN_CLAIMS` names it.',
  })
  language?: string;

  @Field(() => Role, { nullable: true, description: 'What the user may do now, whatever the token says.' })
  role?: Role;

  @Field(() => ID, { nullable: true, description: 'The session.' })
  sid?: string;

  @Field(() => ID, { nullable: true, description: 'This very token.' })
  jti?: string;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  iss?: string;

  @Field(() => [String], { nullable: true, description: 'The services that it was issued for.' })
  aud?: readonly string[];

  @Field(() => Float, { nullable: true, description: `When it was issued. ${SECONDS}.` })
  iat?: number;

  @Field(() => Float, { nullable: true, description: `When it expires. ${SECONDS}.` })
  exp?: number;
}
