import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The answer after a request for a code that proves again who the user is.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestStepUpCodePayload extends Acknowledgement {
  @Field(() => String, {
    description: 'A secret for `reauthenticateWithCode`. It works in this session alone.',
  })
  challenge!: string;

  @Field(() => DateTime, { description: 'The time when code and challenge expire.' })
  expiresAt!: Date;
}
