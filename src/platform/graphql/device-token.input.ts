import { IsOptional, IsString } from 'class-validator';
import { Field } from 'type-graphql';

/** The field by which a client shows what it keeps of the accounts that know its device. A bad one is as good as none. */
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
