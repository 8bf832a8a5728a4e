import { IsOptional, IsString, Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';
import { says } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The credentials of the user.' })
export class LoginInput {
  @Field(() => String, { description: 'The username or the email address, in any case.' })
  @IsString()
  usernameOrEmail!: string;

  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A text by which the client identifies the device, such as the id of an installation.',
  })
  @IsOptional()
  @Length(1, 512, says('length', { min: 1, count: 512 }))
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}
