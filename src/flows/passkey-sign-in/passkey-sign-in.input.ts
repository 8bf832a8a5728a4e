import { IsBoolean, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PasskeyAssertionInput } from '../../credentials/passkeys/passkey.input.js';
import {
  DeviceFingerprintField,
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';

@InputType({ description: 'How the sign-in began.' })
export class StartPasskeySignInInput {
  @Field(() => String, {
    nullable: true,
    description: 'The `challenge` of `MFA_REQUIRED`. Leave it out to sign in with a passkey alone.',
  })
  @IsOptional()
  @IsString()
  challenge?: string | null;
}

@InputType({ description: 'What the passkey of the user signed.' })
export class SignInWithPasskeyInput {
  @Field(() => String, { description: 'The `challenge` of `startPasskeySignIn`.' })
  @IsString()
  challenge!: string;

  @Field(() => PasskeyAssertionInput, { description: 'The response of the authenticator.' })
  @ValidateNested()
  assertion!: PasskeyAssertionInput;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether to trust this device, if the passkey is the second factor of this sign-in: `login` then asks for no ' +
      'second factor on it, by default for 30 days. The payload or the cookie gets the token for it. Has no effect ' +
      'for administrators.',
  })
  @IsOptional()
  @IsBoolean()
  rememberDevice?: boolean | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}
