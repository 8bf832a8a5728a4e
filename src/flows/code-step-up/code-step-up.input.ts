import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The mailed code that proves again who the user is.' })
export class ReauthenticateWithCodeInput {
  @Field(() => String, { description: 'The `challenge` of `requestStepUpCode`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, {
    description: 'The mailed code. Case, spaces and hyphens do not matter.',
  })
  @IsString()
  code!: string;
}
