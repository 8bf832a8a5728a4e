import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsUsername } from '../../accounts/users/username.input.js';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress, IsLanguageTag, says } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'Who registers.' })
export class RegisterInput {
  @Field(() => String, { description: 'Letters, digits and underscores, 3 to 32 of them.' })
  @IsUsername()
  username!: string;

  @Field(() => String, { description: 'The address that links are mailed to.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, { description: '`passwordPolicy` tells the rules.' })
  @IsString()
  password!: string;

  @Field(() => String, { nullable: true, defaultValue: 'en', description: 'A BCP 47 language tag.' })
  @IsOptional()
  @IsLanguageTag()
  languageCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The referral code of the user who referred this one.',
  })
  @IsOptional()
  @MaxLength(64, says('maxLength', { count: 64 }))
  referralCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What the client recognises the device by.' })
  @IsOptional()
  @Length(1, 512, says('length', { min: 1, count: 512 }))
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}
