import { DISPLAY_NAME_MAX_LENGTH, displayNameOf, isDisplayName } from '../../accounts/users/display-name.js';
import { says, textRule } from '../../platform/graphql/field-rules.js';

/** Validates the name that a user gives a factor: a display name that is not empty. */
export function IsFactorName(): PropertyDecorator {
  return textRule(
    'isDisplayName',
    says('line', { max: DISPLAY_NAME_MAX_LENGTH }),
    (text) => displayNameOf(text) !== null && isDisplayName(text),
  );
}
