import { IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsEmailAddress, IsLanguageTag } from '../graphql/field-rules.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH, USERNAME_PATTERN } from '../users/username.js';

@InputType({ description: 'Who registers.' })
export class RegisterInput {
  @Field(() => String, { description: 'Letters, digits and underscores, 3 to 32 of them.' })
  @Length(USERNAME_MIN_LENGTH, USERNAME_MAX_LENGTH, { message: 'Must have 3 to 32 characters' })
  @Matches(USERNAME_PATTERN, { message: 'May hold letters, digits and underscores only' })
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
  @MaxLength(64, { message: 'Must have 64 characters at the most' })
  referralCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What the client recognises the device by.' })
  @IsOptional()
  @Length(1, 512, { message: 'Must have 1 to 512 characters' })
  deviceFingerprint?: string | null;
}
