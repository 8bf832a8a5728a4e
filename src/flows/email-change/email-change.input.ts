import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The address to be, and the proof of who asks for it.' })
export class RequestEmailChangeInput {
  @Field(() => String, { description: 'The address that links are to be mailed to.' })
  @IsEmailAddress()
  newEmail!: string;

  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}

@InputType({ description: 'The proof out of a mail that the new address is read.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The token of the mailed link.' })
  @IsString()
  token!: string;
}
