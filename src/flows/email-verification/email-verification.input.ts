import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The token that proves that the user reads mail at the address.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}
