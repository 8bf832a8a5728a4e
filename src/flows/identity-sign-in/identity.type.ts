import { Field, ID, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import type { ShownIdentity } from '../../credentials/identities/identities.service.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'An account at a sign-in provider that is linked to the user.',
  simpleResolvers: true,
})
export class Identity implements ShownIdentity {
  @Field(() => ID, { description: 'The id, as `unlinkProvider` takes it.' })
  id!: string;

  @Field(() => String, { description: 'The name of the provider in the settings, such as `google`.' })
  provider!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The email address at the provider when the user last signed in with it. For display: it is not the address of ' +
      'the user here, and the provider may not have verified it. Null if the provider told none.',
  })
  email!: string | null;

  @Field(() => DateTime, { description: 'The time when it was linked.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of the last sign-in with it. Null before the first.',
  })
  lastUsedAt!: Date | null;
}

@ObjectType({
  description: 'The answer after a provider was unlinked.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class UnlinkProviderPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the identity.' })
  id!: string;

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}
