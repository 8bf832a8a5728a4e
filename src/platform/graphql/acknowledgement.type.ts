import { Field, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'The answer of a mutation that succeeded.' })
export abstract class Acknowledgement {
  @Field(() => Boolean, { description: 'Always true, because a failure is returned as an error.' })
  success!: boolean;

  @Field(() => String, {
    description: 'A sentence for the user, in the language of the user or of the request.',
  })
  message!: string;
}
