import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsDisplayName } from '../../accounts/users/display-name.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress, IsLanguageTag, says } from '../../platform/graphql/field-rules.js';

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

  @Field(() => String, {
    nullable: true,
    description: 'The name by which the user wants to be shown: one line of at most 64 characters.',
  })
  @IsOptional()
  @IsDisplayName()
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
    description: 'A text by which the client identifies the device, such as the id of an installation.',
  })
  @IsOptional()
  @Length(1, 512, says('length', { min: 1, count: 512 }))
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
