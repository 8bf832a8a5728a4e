import { IsOptional, IsString } from 'class-validator';
import { Field } from 'type-graphql';

/** The code with which an administrator enrols the first second factor. */
export function EnrolmentCodeField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description:
        'A code of `requestEnrolmentCode` or of the operator. Administrators need one for their first second factor.',
    })(target, property);
    IsOptional()(target, property);
    IsString()(target, property);
  };
}
