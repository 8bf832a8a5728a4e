import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The account whose password was forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The email address of the account.' })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: 'The link to look at.' })
export class PasswordResetLinkInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}

@InputType({ description: 'The token of a mailed link, and the new password.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;

  @Field(() => String, { description: 'The new password. `passwordPolicy` returns the rules for it.' })
  @IsString()
  newPassword!: string;

  @DeviceTokenField()
  deviceToken?: string | null;
}
