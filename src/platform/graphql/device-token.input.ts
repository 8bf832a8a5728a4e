import { IsOptional, IsString } from 'class-validator';
import { Field } from 'type-graphql';

/** The input field for the device tokens that a client stores. An invalid value counts as absent. */
export function DeviceTokenField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description:
        'The `deviceToken` that the client keeps, from the last sign-in or password reset on this device, whoever ' +
        'signed in. Leave it out in cookie mode. On a known device, nobody else’s wrong passwords keep the user out.',
    })(target, property);
    IsOptional()(target, property);
    IsString()(target, property);
  };
}
