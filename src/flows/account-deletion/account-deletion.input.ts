import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The password that confirms the deletion.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}
