import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The access token to look at.' })
export class IntrospectTokenInput {
  @Field(() => String, { description: 'The access token that the service received from a client.' })
  @IsString()
  token!: string;
}
