import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseEmailAddress } from '../../core/email-address.js';
import type { MessageParams, NamesIn } from '../i18n/catalogue.js';
import { isLanguageCode } from '../i18n/language-code.js';
import { sentence } from '../i18n/sentence.js';

/**
 * What is said of a field that breaks a rule, for class-validator's options. Its own `message` would be in one
 * language, and may quote the value.
 */
export function says<K extends NamesIn<'problems.input'>>(
  name: K,
  ...params: MessageParams<`problems.input.${K}`>
): ValidationOptions {
  return { context: sentence<`problems.input.${K}`>(`problems.input.${name}`, ...params) };
}

/** class-validator's own check lets quoted local parts, comments and invisible characters through (REG-6). */
export function IsEmailAddress(): PropertyDecorator {
  return textRule('isEmail', says('email'), (text) => parseEmailAddress(text) !== null);
}

export function IsLanguageTag(): PropertyDecorator {
  return textRule('isLanguageTag', says('languageTag'), isLanguageCode);
}

/** A rule of a capability's own. @param check of the text; what is no text breaks the rule */
export function textRule(
  name: string,
  options: ValidationOptions,
  check: (text: string) => boolean,
): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && check(value);
  // Said to nobody, but class-validator loses the context of a rule whose message is empty.
  const defaultMessage = () => name;
  return ValidateBy({ name, validator: { validate, defaultMessage } }, options);
}
