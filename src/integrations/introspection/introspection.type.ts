import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Role } from '../../core/viewer.js';

/** Times are a Int, since a GraphQL Int overflows in 2038. */
const SECONDS = 'Whole seconds since 1970, as in JWTs';

@ObjectType({
  description:
    'The state and the claims of an access token, named as in RFC 7662. If the token is not active, all other fields are null.',
  simpleResolvers: true,
})
export class TokenIntrospection {
  @Field(() => Boolean, {
    description:
      'Whether the token is valid now: it is genuine and not expired, its session is open, and its user is not suspended and need not enrol a second factor first.',
  })
  active!: boolean;

  @Field(() => String, { nullable: true, description: 'The type of the token: `Bearer`.' })
  tokenType?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The client to which the token was issued: `latchkey`.',
  })
  clientId?: string;

  @Field(() => ID, { nullable: true, description: 'The id of the user.' })
  sub?: string;

  @Field(() => String, { nullable: true, description: 'The current username.' })
  username?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The email address of the user, if the setting `ACCESS_TOKEN_CLAIMS` names it and the address is verified.',
  })
  email?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The language of the user as a BCP 47 tag, if the setting `ACCESS_TOKEN_CLAIMS` names it.',
  })
  language?: string;

  @Field(() => Role, {
    nullable: true,
    description: 'The current role of the user, which may differ from the role in the token.',
  })
  role?: Role;

  @Field(() => ID, { nullable: true, description: 'The id of the session.' })
  sid?: string;

  @Field(() => ID, { nullable: true, description: 'The id of the token.' })
  jti?: string;

  @Field(() => String, { nullable: true, description: 'The issuer of the token.' })
  iss?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The audiences of the token: the services for which it was issued.',
  })
  aud?: readonly string[];

  @Field(() => Int, { nullable: true, description: `The time when the token was issued. ${SECONDS}.` })
  iat?: number;

  @Field(() => Int, { nullable: true, description: `The time when the token expires. ${SECONDS}.` })
  exp?: number;
  @Field(() => Int, {
    nullable: true,
    description: `The time when the user last proved who they are, as far as the token tells it (RFC 9470 §6.2). ${SECONDS}.`,
  })
  authTime?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'How strongly the user proved it: `aal1`, `aal2` or `phr`. After a step-up, refresh the session first.',
  })
  acr?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'The ways in which the user proved it, as RFC 8176 names them: `pwd`, `otp`, `pop`, `mfa` and others.',
  })
  amr?: readonly string[];
}
