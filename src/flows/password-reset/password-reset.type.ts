import { Field, ObjectType } from 'type-graphql';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';

@ObjectType({ description: 'A password was set.', simpleResolvers: true })
export class ResetPasswordPayload extends MessagePayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Keep it on the device, and send it with the next sign-in. It opens nothing. Null in cookie mode, where it is in a ' +
      'cookie.',
  })
  deviceToken!: string | null;
}
