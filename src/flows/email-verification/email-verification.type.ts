import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after a request for a verification link.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestEmailVerificationPayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user. `emailVerified` says whether a link was needed.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after the verification of an email address.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class VerifyEmailPayload extends Acknowledgement {
  @Field(() => User, {
    nullable: true,
    description: 'The user of the link. Null unless the access token of the request belongs to them.',
  })
  user!: User | null;
}
