import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DeviceFingerprintField,
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';

@InputType({ description: 'The code of an authenticator app, for a sign-in that asked for a second factor.' })
export class SignInWithTotpInput {
  @Field(() => String, { description: 'The `challenge` of `MFA_REQUIRED`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, { description: 'The code that the app shows: six digits. Spaces do not matter.' })
  @IsString()
  code!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether to trust this device: `login` then asks for no second factor on it, by default for 30 days. The ' +
      'payload or the cookie gets the token for it. Has no effect for administrators.',
  })
  @IsOptional()
  @IsBoolean()
  rememberDevice?: boolean | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}

@InputType({ description: 'A recovery code, for a sign-in that asked for a second factor.' })
export class SignInWithRecoveryCodeInput {
  @Field(() => String, { description: 'The `challenge` of `MFA_REQUIRED`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, {
    description: 'One of the recovery codes. Case, spaces and hyphens do not matter.',
  })
  @IsString()
  code!: string;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}
