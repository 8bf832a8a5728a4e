import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsLanguageTag } from '../../platform/graphql/field-rules.js';
import { IsUsername } from './username.input.js';

@InputType({ description: 'What is to change of the signed-in user; what is left out stays as it is.' })
export class UpdateProfileInput {
  @Field(() => String, {
    nullable: true,
    description: 'Letters, digits and underscores, 3 to 32 of them.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @Field(() => String, { nullable: true, description: 'A BCP 47 language tag.' })
  @IsOptional()
  @IsLanguageTag()
  languageCode?: string | null;
}
