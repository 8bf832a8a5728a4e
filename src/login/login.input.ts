import { IsOptional, IsString, Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Who signs in, and what they know.' })
export class LoginInput {
  @Field(() => String, { description: 'Either of them, in any case.' })
  @IsString()
  usernameOrEmail!: string;

  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;

  @Field(() => String, { nullable: true, description: 'What the client recognises the device by.' })
  @IsOptional()
  @Length(1, 512, { message: 'Must have 1 to 512 characters' })
  deviceFingerprint?: string | null;
}
