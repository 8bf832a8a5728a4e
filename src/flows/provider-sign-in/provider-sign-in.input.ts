import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import {
  DeviceFingerprintField,
  DeviceTokenField,
  LinkChallengeField,
  TrustedDeviceField,
} from '../../platform/graphql/device-token.input.js';
import { says } from '../../platform/graphql/field-rules.js';

/** Longer than any ID token of a provider. */
const ID_TOKEN_MAX = 16_384;

@InputType({ description: 'Where to prove again who the user is.' })
export class StartProviderReauthenticationInput {
  @Field(() => String, { description: 'The `id` of one of `signInProviders`.' })
  @IsString()
  provider!: string;

  @Field(() => String, {
    description:
      'The address of your page or app to which the browser returns. It must be one that the service allows ' +
      '(`RETURN_URLS`), without a fragment.',
  })
  @IsString()
  returnTo!: string;
}

@InputType({ description: 'Where to sign in.' })
export class StartProviderSignInInput extends StartProviderReauthenticationInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether to link the provider to the account of the signed-in user instead, with `linkProvider`. It needs an ' +
      'access token and a fresh session.',
  })
  @IsOptional()
  @IsBoolean()
  link?: boolean | null;
}

@InputType({ description: 'What came of the way to the provider and back.' })
export class LinkProviderInput {
  @Field(() => String, { description: 'The `challenge` of the operation that began. It is a secret.' })
  @IsString()
  challenge!: string;

  @Field(() => String, {
    description: 'The `result` in the fragment of the address to which the browser returned.',
  })
  @IsString()
  result!: string;
}

@InputType({ description: 'What came of the way to the provider and back.' })
export class ReauthenticateWithProviderInput extends LinkProviderInput {}

@InputType({ description: 'What came of the way to the provider and back, and the device.' })
export class CompleteProviderSignInInput extends LinkProviderInput {
  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}

@InputType({ description: 'The provider whose SDK the app uses.' })
export class StartIdTokenSignInInput {
  @Field(() => String, { description: 'The `id` of one of `signInProviders` with `idToken`.' })
  @IsString()
  provider!: string;
}

@InputType({ description: 'What the SDK of a provider gave to the app.' })
export class SignInWithIdTokenInput {
  @Field(() => String, { description: 'The `challenge` of `startIdTokenSignIn`.' })
  @IsString()
  challenge!: string;

  @Field(() => String, {
    description: 'The ID token. Its `nonce` is that of `startIdTokenSignIn`, or its SHA-256 in hex.',
  })
  @IsString()
  @MaxLength(ID_TOKEN_MAX, says('maxLength', { count: ID_TOKEN_MAX }))
  idToken!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the user, which Apple gives to the app alone. It is only suggested for a new account.',
  })
  @IsOptional()
  @IsString()
  name?: string | null;

  @DeviceFingerprintField()
  deviceFingerprint?: string | null;

  @DeviceTokenField()
  deviceToken?: string | null;

  @TrustedDeviceField()
  trustedDevice?: string | null;

  @LinkChallengeField()
  linkChallenge?: string | null;
}
