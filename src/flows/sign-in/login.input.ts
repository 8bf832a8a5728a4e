import { IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DeviceFingerprintField,
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';

@InputType({ description: 'The credentials of the user.' })
export class LoginInput {
  @Field(() => String, { description: 'The username or the email address, in any case.' })
  @IsString()
  usernameOrEmail!: string;

  @Field(() => String, { description: 'The password of the account.' })
  @IsString()
  password!: string;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}
