import { IsString, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PasskeyAssertionInput } from '../../credentials/passkeys/passkey.input.js';

@InputType({ description: 'What a passkey of the signed-in user signed.' })
export class ReauthenticateWithPasskeyInput {
  @Field(() => String, { description: 'The `challenge` of `startPasskeyReauthentication`.' })
  @IsString()
  challenge!: string;

  @Field(() => PasskeyAssertionInput, { description: 'The response of the authenticator.' })
  @ValidateNested()
  assertion!: PasskeyAssertionInput;
}
