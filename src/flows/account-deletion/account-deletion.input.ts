import { IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The password that confirms the deletion.' })
export class DeleteAccountInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The password of the account. A session that was lately authenticated or stepped up needs none; a user with a second factor needs such a session in any case.',
  })
  @IsOptional()
  @IsString()
  password?: string | null;
}
