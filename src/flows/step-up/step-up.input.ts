import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The password that proves again who the user is.' })
export class ReauthenticateWithPasswordInput {
  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}

@InputType({ description: 'The code that proves again who the user is.' })
export class ReauthenticateWithTotpInput {
  @Field(() => String, { description: 'The six digits that the authenticator app shows now.' })
  @IsString()
  code!: string;
}
