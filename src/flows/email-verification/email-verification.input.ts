import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The proof out of a mail that its address is read.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The token of the mailed link.' })
  @IsString()
  token!: string;
}
