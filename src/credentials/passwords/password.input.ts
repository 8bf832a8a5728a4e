import { IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The current and the new password.' })
export class ChangePasswordInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The current password of the account. Leave it out only to set the first password of an account without one, in a session that was lately authenticated or stepped up.',
  })
  @IsOptional()
  @IsString()
  currentPassword?: string | null;

  @Field(() => String, { description: 'The new password. `passwordPolicy` returns the rules for it.' })
  @IsString()
  newPassword!: string;
}
