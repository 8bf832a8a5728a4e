import { ValidateBy } from 'class-validator';
import { parseEmailAddress } from '../core/email-address.js';
import { isLanguageCode } from '../languages/language-code.js';

/** class-validator's own check lets quoted local parts, comments and invisible characters through (REG-6). */
export function IsEmailAddress(): PropertyDecorator {
  return textRule('isEmail', 'Must be an email address', (text) => parseEmailAddress(text) !== null);
}

export function IsLanguageTag(): PropertyDecorator {
  return textRule('isLanguageTag', 'Must be a BCP 47 language tag', isLanguageCode);
}

function textRule(name: string, message: string, check: (text: string) => boolean): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && check(value),
      defaultMessage: () => message,
    },
  });
}
