import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'Whose password was forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The email of the account.' })
  @IsEmailAddress()
  email!: string;
}

@InputType({ description: 'The proof out of a mail, and the password to be.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the mailed link.' })
  @IsString()
  token!: string;

  @Field(() => String, { description: 'The password to be; `passwordPolicy` tells the rules.' })
  @IsString()
  newPassword!: string;

  @DeviceTokenField()
  deviceToken?: string | null;
}
