import { IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DisplayNameField,
  LanguageCodeField,
  ReferralCodeField,
} from '../../accounts/users/new-user.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import {
  DeviceFingerprintField,
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The address to mail a code to.' })
export class RequestSignInCodeInput {
  @Field(() => String, { description: 'The email address of the account.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The `challenge` that this client got before, if it asks again. Its code then ends. An invalid value counts as absent.',
  })
  @IsOptional()
  @IsString()
  replaces?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}

@InputType({ description: 'The data of a new user who registers with a mailed code.' })
export class RegisterWithCodeInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The username: 3 to 32 letters, digits and underscores. Required, unless the service derives usernames.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @DisplayNameField()
  displayName?: string | null;

  @Field(() => String, { description: 'The email address, to which the service mails the code.' })
  @IsEmailAddress()
  email!: string;

  @LanguageCodeField()
  languageCode?: string | null;

  @ReferralCodeField()
  referralCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The `challenge` that this client got before, if it asks again. Its code then ends. An invalid value counts as absent.',
  })
  @IsOptional()
  @IsString()
  replaces?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}

@InputType({ description: 'A mailed code, with the challenge of the client that asked for it.' })
export class SignInWithCodeInput {
  @Field(() => String, { description: 'The `challenge` of `requestSignInCode` or `registerWithCode`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, { description: 'The mailed code. Case, spaces and hyphens do not matter.' })
  @IsString()
  code!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Another username for a new account, after `USERNAME_TAKEN`. Without effect for an account that exists.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;
}
