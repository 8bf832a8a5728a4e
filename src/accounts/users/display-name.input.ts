import { says, textRule } from '../../platform/graphql/field-rules.js';
import { DISPLAY_NAME_MAX_LENGTH, isDisplayName } from './display-name.js';

/** Validates a display name in every input that sets one. */
export function IsDisplayName(): PropertyDecorator {
  return textRule('isDisplayName', says('line', { max: DISPLAY_NAME_MAX_LENGTH }), isDisplayName);
}
