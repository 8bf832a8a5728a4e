import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { UserId } from '../../core/ids.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'An authenticator app of the user.', simpleResolvers: true })
export class TotpFactor {
  @Field(() => ID, { description: 'The id of the app, as `removeTotp` and `renameTotp` take it.' })
  id!: string;

  @Field(() => String, { description: 'The name that the user gave it.' })
  name!: string;

  @Field(() => DateTime, { description: 'The time when the user began to add it.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of the last sign-in with it. Null before the first one.',
  })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The time when it will be removed, if a session that a recovery code opened asked for it. Otherwise null.',
  })
  removedAt!: Date | null;
}

/** The lists are resolved one by one, each by the capability that has them. */
@ObjectType({ description: 'The second factors of a user.' })
export class SecondFactors {
  readonly userId!: UserId;

  @Field(() => Int, { description: 'How many recovery codes are unused.' })
  recoveryCodesLeft!: number;
}
