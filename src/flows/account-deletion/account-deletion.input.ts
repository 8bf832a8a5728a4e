import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The proof that it is the owner who wants the account deleted.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;
}
