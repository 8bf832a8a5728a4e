import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The link of a mail to a person who did not register.' })
export class DisownRegistrationInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}
