import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsDisplayName } from '../../accounts/users/display-name.input.js';
import { IsUsername } from '../../accounts/users/username.input.js';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress, IsLanguageTag, says } from '../../platform/graphql/field-rules.js';

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

  @Field(() => String, {
    nullable: true,
    description: 'The name by which the user wants to be shown: one line of at most 64 characters.',
  })
  @IsOptional()
  @IsDisplayName()
  displayName?: string | null;

  @Field(() => String, { description: 'The email address, to which the service sends its mails.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, { description: 'The password. `passwordPolicy` returns the rules for it.' })
  @IsString()
  password!: string;

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
