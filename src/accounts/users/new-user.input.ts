import { IsOptional, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';
import { IsLanguageTag, says } from '../../platform/graphql/field-rules.js';
import { IsDisplayName } from './display-name.input.js';

/** The input field for the display name of a new user. */
export function DisplayNameField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description: 'The name by which the user wants to be shown: one line of at most 64 characters.',
    })(target, property);
    IsOptional()(target, property);
    IsDisplayName()(target, property);
  };
}

/** The input field for the language of a new user. */
export function LanguageCodeField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      defaultValue: 'en',
      description: 'The language of messages and mails, as a BCP 47 tag.',
    })(target, property);
    IsOptional()(target, property);
    IsLanguageTag()(target, property);
  };
}

/** The input field for the code of the user who referred a new one. */
export function ReferralCodeField(): PropertyDecorator {
  return (target, property) => {
    Field(() => String, {
      nullable: true,
      description: 'The `referralCode` of the user who referred this one.',
    })(target, property);
    IsOptional()(target, property);
    MaxLength(64, says('maxLength', { count: 64 }))(target, property);
  };
}
