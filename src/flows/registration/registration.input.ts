import { IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DisplayNameField,
  LanguageCodeField,
  ReferralCodeField,
} from '../../accounts/users/new-user.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import { DeviceFingerprintField, DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The data of the new user.' })
export class RegisterInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The username: 3 to 32 letters, digits and underscores. Required, unless the service derives ' +
      'usernames: then a username that is left out is made from the email address.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @DisplayNameField()
  displayName?: string | null;

  @Field(() => String, { description: 'The email address, to which the service sends its mails.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, { description: 'The password. `passwordPolicy` returns the rules for it.' })
  @IsString()
  password!: string;

  @LanguageCodeField()
  languageCode?: string | null;

  @ReferralCodeField()
  referralCode?: string | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}
