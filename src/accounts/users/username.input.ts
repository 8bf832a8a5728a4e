import { Length, Matches } from 'class-validator';
import { says } from '../../platform/graphql/field-rules.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH, USERNAME_PATTERN } from './username.js';

/** Validates a username in every input that sets one. */
export function IsUsername(): PropertyDecorator {
  const length = says('length', { min: USERNAME_MIN_LENGTH, count: USERNAME_MAX_LENGTH });
  const rules = [
    Length(USERNAME_MIN_LENGTH, USERNAME_MAX_LENGTH, length),
    Matches(USERNAME_PATTERN, says('usernameCharacters')),
  ];
  return (target, field) => {
    for (const rule of rules) rule(target, field);
  };
}
