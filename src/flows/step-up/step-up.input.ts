import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The password that proves again who the user is.' })
export class ReauthenticateWithPasswordInput {
  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}
