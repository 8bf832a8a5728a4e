import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after a password reset.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ResetPasswordPayload extends Acknowledgement {
  @Field(() => String, {
    nullable: true,
    description:
      'The token that marks this device as known. Keep it on the device and send it with the next `login`; ' +
      'it gives no access. Null in cookie mode, where it is in a cookie.',
  })
  deviceToken!: string | null;
}
