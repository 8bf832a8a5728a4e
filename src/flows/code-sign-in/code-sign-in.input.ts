import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsDisplayName } from '../../accounts/users/display-name.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import {
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress, IsLanguageTag, says } from '../../platform/graphql/field-rules.js';

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

  @Field(() => String, {
    nullable: true,
    description: 'The name by which the user wants to be shown: one line of at most 64 characters.',
  })
  @IsOptional()
  @IsDisplayName()
  displayName?: string | null;

  @Field(() => String, { description: 'The email address, to which the service mails the code.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'en',
    description: 'The language of messages and mails, as a BCP 47 tag.',
  })
  @IsOptional()
  @IsLanguageTag()
  languageCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `referralCode` of the user who referred this one.',
  })
  @IsOptional()
  @MaxLength(64, says('maxLength', { count: 64 }))
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

  @Field(() => String, {
    nullable: true,
    description: 'A text by which the client identifies the device, such as the id of an installation.',
  })
  @IsOptional()
  @Length(1, 512, says('length', { min: 1, count: 512 }))
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;
}
