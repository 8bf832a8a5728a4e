import { IsOptional, IsString, Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DeviceTokenField } from '../../platform/graphql/device-token.input.js';
import { says } from '../../platform/graphql/field-rules.js';

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
  @Length(1, 512, says('length', { min: 1, count: 512 }))
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;
}
