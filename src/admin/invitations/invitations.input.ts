import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsUsername } from '../../accounts/users/username.input.js';
import { Role } from '../../core/viewer.js';
import { IsEmailAddress, IsLanguageTag } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'The data of the user to invite.' })
export class InviteUserInput {
  @Field(() => String, { description: 'The email address, to which the service mails the invitation.' })
  @IsEmailAddress()
  email!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The username: 3 to 32 letters, digits and underscores. Without it, the service derives one from the ' +
      'email address; the user can change it.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'en',
    description: 'The language of messages and mails, as a BCP 47 tag.',
  })
  @IsOptional()
  @IsLanguageTag()
  languageCode?: string | null;

  @Field(() => Role, { nullable: true, defaultValue: Role.USER, description: 'The role of the user.' })
  @IsOptional()
  role?: Role | null;
}
