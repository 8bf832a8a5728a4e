import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The answer after a request for a code to sign in.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestSignInCodePayload extends Acknowledgement {
  @Field(() => String, {
    description:
      'A secret for `signInWithCode`. Keep it in this client, such as in the `sessionStorage` of a page: the mailed ' +
      'code works only together with it.',
  })
  challenge!: string;

  @Field(() => DateTime, { description: 'The time when code and challenge expire.' })
  expiresAt!: Date;
}

@ObjectType({
  description: 'The answer after a request for a code to register.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RegisterWithCodePayload extends Acknowledgement {
  @Field(() => String, {
    description: 'A secret for `signInWithCode`, as that of `requestSignInCode`.',
  })
  challenge!: string;

  @Field(() => DateTime, { description: 'The time when code and challenge expire.' })
  expiresAt!: Date;
}
