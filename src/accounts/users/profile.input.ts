import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsLanguageTag } from '../../platform/graphql/field-rules.js';
import { IsDisplayName } from './display-name.input.js';
import { IsUsername } from './username.input.js';

@InputType({ description: 'The fields to change. A field that is left out or null stays as it is.' })
export class UpdateProfileInput {
  @Field(() => String, {
    nullable: true,
    description: 'The username: 3 to 32 letters, digits and underscores.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The display name: one line of at most 64 characters. An empty text removes the display name.',
  })
  @IsOptional()
  @IsDisplayName()
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The language of messages and mails, as a BCP 47 tag.',
  })
  @IsOptional()
  @IsLanguageTag()
  languageCode?: string | null;
}
