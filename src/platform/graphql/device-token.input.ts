import { IsOptional, IsString, Length } from 'class-validator';
import { Field } from 'type-graphql';
import { says } from './field-rules.js';

/** The input field for a text by which the client identifies the device. */
export function DeviceFingerprintField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description: 'A text by which the client identifies the device, such as the id of an installation.',
    })(target, property);
    IsOptional()(target, property);
    Length(1, 512, says('length', { min: 1, count: 512 }))(target, property);
  };
}

/** The input field for the tokens by which accounts trust the device. An invalid value counts as absent. */
export function TrustedDeviceField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description:
        'The `trustedDevice` that the client stored after the last sign-in with `rememberDevice` on this device, ' +
        'of any user. `login` does not ask the user of such a token for the second factor. A new `trustedDevice` ' +
        'keeps the tokens of other users. In cookie mode, leave it out.',
    })(target, property);
    IsOptional()(target, property);
    IsString()(target, property);
  };
}

/** The input field for the challenge that links a provider in a sign-in. An invalid value counts as absent. */
export function LinkChallengeField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description:
        'The `challenge` of `LINK_REQUIRED`. The finished sign-in links the provider, if it is to the account that ' +
        'the challenge names; otherwise it links nothing, and the challenge is used up. The client sends it again ' +
        'with the second step. Never take it from the address of a page.',
    })(target, property);
    IsOptional()(target, property);
    IsString()(target, property);
  };
}

/** The input field for the device tokens that a client stores. An invalid value counts as absent. */
export function DeviceTokenField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description:
        'The `deviceToken` that the client stored after the last sign-in or password reset on this device, ' +
        'of any user. It marks the device as known, so that wrong passwords from other devices do not lock ' +
        'the user out. In cookie mode, leave it out.',
    })(target, property);
    IsOptional()(target, property);
    IsString()(target, property);
  };
}
