import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../platform/graphql/scalars.js';

@ObjectType({
  description: 'The answer after a user has proved again who they are. Refresh the session now.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class StepUpPayload extends Acknowledgement {
  @Field(() => DateTime, { description: 'The time of the proof.' })
  authenticatedAt!: Date;

  @Field(() => String, { description: 'The level of the session now: `aal1`, `aal2` or `phr`.' })
  acr!: string;
}
