import { IsOptional, Length, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { Role, UserStatus } from '../../core/viewer.js';
import { CursorField, PageSizeArgs } from '../../platform/graphql/connection.js';
import { says, textRule } from '../../platform/graphql/field-rules.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { isUserCursor } from './user-cursor.js';

const SEARCH_MAX_LENGTH = 254;

@InputType({ description: 'Conditions for the users to list. A user must match every field that is set.' })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Users whose username or email address begins with this text, in any case. There are no wildcards.',
  })
  @IsOptional()
  @Length(1, SEARCH_MAX_LENGTH, says('length', { min: 1, count: SEARCH_MAX_LENGTH }))
  search?: string | null;

  @Field(() => Role, { nullable: true, description: 'Users with this role.' })
  @IsOptional()
  role?: Role | null;

  @Field(() => UserStatus, { nullable: true, description: 'Users with this status.' })
  @IsOptional()
  status?: UserStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Users whose email address is verified, or is not verified.',
  })
  @IsOptional()
  emailVerified?: boolean | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Users whose account was created at or after this time.',
  })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Users whose account was created before this time.' })
  @IsOptional()
  until?: Date | null;
}

@ArgsType()
export class UsersArgs extends PageSizeArgs {
  @Field(() => UserFilter, { nullable: true, description: 'Conditions for the users to list.' })
  @ValidateNested()
  @IsOptional()
  filter?: UserFilter | null;

  @CursorField('after', textRule('matches', says('cursor'), isUserCursor))
  after?: string | null;

  @CursorField('before', textRule('matches', says('cursor'), isUserCursor))
  before?: string | null;
}
