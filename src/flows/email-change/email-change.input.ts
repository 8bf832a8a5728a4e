import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The new email address, and the password of the account.' })
export class RequestEmailChangeInput {
  @Field(() => String, { description: 'The new email address.' })
  @IsEmailAddress()
  newEmail!: string;

  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}

@InputType({ description: 'The token that proves that the user reads mail at the new address.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}
