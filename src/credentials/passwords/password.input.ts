import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The password as it is, and as it is to be.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is now.' })
  @IsString()
  currentPassword!: string;

  @Field(() => String, { description: 'The password to be; `passwordPolicy` tells the rules.' })
  @IsString()
  newPassword!: string;
}
