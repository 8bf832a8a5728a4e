import { ObjectType } from 'type-graphql';
import { Acknowledgement } from './acknowledgement.type.js';

@ObjectType({
  description: 'The answer of an operation that succeeded.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class MessagePayload extends Acknowledgement {}
