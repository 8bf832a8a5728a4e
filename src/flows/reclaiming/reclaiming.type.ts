import { ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer to a person whose address another person registered with.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class DisownRegistrationPayload extends Acknowledgement {}
