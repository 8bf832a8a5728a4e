import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseEmailAddress } from '../../core/email-address.js';
import type { MessageParams, NamesIn } from '../i18n/catalogue.js';
import { isLanguageCode } from '../i18n/language-code.js';
import { sentence } from '../i18n/sentence.js';

/**
 * The message for a field that breaks a rule, as an option of class-validator. The `message` option of
 * class-validator has only one language and may quote the value.
 */
export function says<K extends NamesIn<'problems.input'>>(
  name: K,
  ...params: MessageParams<`problems.input.${K}`>
): ValidationOptions {
  return { context: sentence<`problems.input.${K}`>(`problems.input.${name}`, ...params) };
}

/**
 * Stricter than class-validator, which accepts quoted local parts, comments and invisible characters (REG-6).
 */
export function IsEmailAddress(): PropertyDecorator {
  return textRule('isEmail', says('email'), (text) => parseEmailAddress(text) !== null);
}

export function IsLanguageTag(): PropertyDecorator {
  return textRule('isLanguageTag', says('languageTag'), isLanguageCode);
}

/**
 * A custom rule for a text field.
 * @param check whether the text is valid; a value that is not a text always breaks the rule
 */
export function textRule(
  name: string,
  options: ValidationOptions,
  check: (text: string) => boolean,
): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && check(value);
  // No client sees it, but class-validator drops the context of a rule with an empty message.
  const defaultMessage = () => name;
  return ValidateBy({ name, validator: { validate, defaultMessage } }, options);
}
