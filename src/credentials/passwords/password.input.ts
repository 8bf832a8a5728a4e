import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The current and the new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The current password of the account.' })
  @IsString()
  currentPassword!: string;

  @Field(() => String, { description: 'The new password. `passwordPolicy` returns the rules for it.' })
  @IsString()
  newPassword!: string;
}
