import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after the suspension of a user.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class SuspendUserPayload extends Acknowledgement {
  @Field(() => User, { description: 'The user after the suspension.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after the end of a suspension.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ReinstateUserPayload extends Acknowledgement {
  @Field(() => User, { description: 'The user, who may sign in again.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after a change of the role of a user.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class SetUserRolePayload extends Acknowledgement {
  @Field(() => User, { description: 'The user with the new role.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after the end of all sessions of a user.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RevokeUserSessionsPayload extends Acknowledgement {
  @Field(() => User, { description: 'The user, who has no sessions now.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after the removal of all second factors of a user.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ResetSecondFactorsPayload extends Acknowledgement {
  @Field(() => User, { description: 'The user, who has no second factor and no sessions now.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after an adjustment of a balance.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class AdjustBalancePayload extends Acknowledgement {
  @Field(() => User, { description: 'The user with the new balance.' })
  user!: User;
}
