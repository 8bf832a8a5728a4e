import { IsOptional, IsString } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import {
  DisplayNameField,
  LanguageCodeField,
  ReferralCodeField,
} from '../../accounts/users/new-user.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import { DeviceFingerprintField, DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'What a new user chooses who is known by a sign-in provider.' })
export class CompleteSignUpInput {
  @Field(() => String, { description: 'The `challenge` of `SIGN_UP_REQUIRED`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The username: 3 to 32 letters, digits and underscores. `suggestedUsername` is one that was free. Required, ' +
      'unless the service derives usernames.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @DisplayNameField()
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The email address. Required if `SIGN_UP_REQUIRED` told none: the service then mails a link to it. Has no ' +
      'effect otherwise: the account gets the address that the provider vouches for.',
  })
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @LanguageCodeField()
  languageCode?: string | null;

  @ReferralCodeField()
  referralCode?: string | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}

@InputType({ description: 'The identity to remove.' })
export class UnlinkProviderInput {
  @Field(() => ID, { description: 'The `id` of one of `me.identities`.' })
  @IsString()
  id!: string;
}
