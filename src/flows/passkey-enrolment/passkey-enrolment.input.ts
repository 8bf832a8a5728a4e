import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { PasskeyAttestationInput } from '../../credentials/passkeys/passkey.input.js';
import { EnrolmentCodeField } from '../../credentials/second-factors/enrolment-code.input.js';
import { IsFactorName } from '../../credentials/second-factors/factor-name.input.js';

/** The name of a passkey: one line in which people see something. */
function PasskeyName(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      description: 'The name by which the user recognises the passkey, such as that of the device.',
    })(target, property);
    IsFactorName()(target, property);
  };
}

@InputType({ description: 'What the registration of a passkey needs.' })
export class StartPasskeyRegistrationInput {
  @EnrolmentCodeField()
  enrolmentCode?: string | null;
}

@InputType({ description: 'The new passkey.' })
export class AddPasskeyInput {
  @Field(() => String, { description: 'The `challenge` of `startPasskeyRegistration`.' })
  @IsString()
  challenge!: string;

  @Field(() => PasskeyAttestationInput, { description: 'The response of the authenticator.' })
  @ValidateNested()
  attestation!: PasskeyAttestationInput;

  @PasskeyName()
  name!: string;
}

@InputType({ description: 'The passkey to rename, and its new name.' })
export class RenamePasskeyInput {
  @Field(() => ID, { description: 'The id of the passkey.' })
  @IsString()
  id!: string;

  @PasskeyName()
  name!: string;
}

@InputType({ description: 'The passkey to remove.' })
export class RemovePasskeyInput {
  @Field(() => ID, { description: 'The id of the passkey.' })
  @IsString()
  id!: string;
  @Field(() => String, {
    nullable: true,
    description: 'An unused recovery code, with which a removal that would wait takes effect at once.',
  })
  @IsOptional()
  @IsString()
  recoveryCode?: string | null;
}
