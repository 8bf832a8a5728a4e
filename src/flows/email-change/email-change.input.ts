import { IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsEmailAddress } from '../../platform/graphql/field-rules.js';

@InputType({
  description: 'The new email address, and the password of the account unless the session is fresh.',
})
export class RequestEmailChangeInput {
  @Field(() => String, { description: 'The new email address.' })
  @IsEmailAddress()
  newEmail!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The password of the account. A session that was lately authenticated or stepped up needs none; a user with a second factor needs such a session in any case.',
  })
  @IsOptional()
  @IsString()
  password?: string | null;
}

@InputType({ description: 'The token that proves that the user reads mail at the new address.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}
