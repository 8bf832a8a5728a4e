import { Field, ID, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A provider with which users can sign in.', simpleResolvers: true })
export class SignInProvider {
  @Field(() => ID, { description: 'The name of the provider in the operations, such as `google`.' })
  id!: string;

  @Field(() => String, { description: 'The name for a button, such as `Google`.' })
  name!: string;

  @Field(() => Boolean, {
    description: 'Whether an app can sign in with an ID token that an SDK of the provider gives it.',
  })
  idToken!: boolean;
}

@ObjectType({
  description: 'A sign-in that goes on at a provider.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class StartProviderSignInPayload extends Acknowledgement {
  @Field(() => String, { description: 'The address at the provider. Send the browser there.' })
  url!: string;

  @Field(() => String, {
    description:
      'A secret without which the result is worth nothing. Keep it in this browser until it returns, in the ' +
      '`sessionStorage` of the tab.',
  })
  challenge!: string;

  @Field(() => DateTime, { description: 'The time when the sign-in ends if the browser has not returned.' })
  expiresAt!: Date;
}

@ObjectType({
  description: 'A step-up that goes on at a provider. Finish it with `reauthenticateWithProvider`.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class StartProviderReauthenticationPayload extends StartProviderSignInPayload {}

@ObjectType({
  description: 'A sign-in with an ID token. Finish it with `signInWithIdToken`.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class StartIdTokenSignInPayload extends Acknowledgement {
  @Field(() => String, { description: 'A secret that `signInWithIdToken` takes. Keep it in memory only.' })
  challenge!: string;

  @Field(() => String, {
    description: 'Give it to the SDK of the provider, so that the ID token is one for this sign-in.',
  })
  nonce!: string;

  @Field(() => DateTime, { description: 'The time when the challenge ends.' })
  expiresAt!: Date;
}

@ObjectType({
  description: 'The answer after a provider was linked to an account.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class LinkProviderPayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}
