import { Field, ID, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after the deletion of an account.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class DeleteAccountPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the deleted user.' })
  userId!: string;
}
