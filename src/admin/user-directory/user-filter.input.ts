import { IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { Role, UserStatus } from '../../core/viewer.js';
import { FirstArgs } from '../../platform/graphql/connection.js';
import { says } from '../../platform/graphql/field-rules.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { USER_CURSOR } from './user-cursor.js';

const SEARCH_MAX_LENGTH = 254;

@InputType({ description: 'Which users to list. What is left out does not narrow the list.' })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Users whose username or email begins with this, whatever its case. Every character stands for itself.',
  })
  @IsOptional()
  @Length(1, SEARCH_MAX_LENGTH, says('length', { min: 1, count: SEARCH_MAX_LENGTH }))
  search?: string | null;

  @Field(() => Role, { nullable: true, description: 'Users of this role.' })
  @IsOptional()
  role?: Role | null;

  @Field(() => UserStatus, { nullable: true, description: 'Users who may sign in, or may not.' })
  @IsOptional()
  status?: UserStatus | null;

  @Field(() => Boolean, { nullable: true, description: 'Users whose email is verified, or is not.' })
  @IsOptional()
  emailVerified?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Accounts made at this instant and later ones.' })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Accounts made before this instant.' })
  @IsOptional()
  until?: Date | null;
}

@ArgsType()
export class UsersArgs extends FirstArgs {
  @Field(() => UserFilter, { nullable: true, description: 'Which users.' })
  @ValidateNested()
  @IsOptional()
  filter?: UserFilter | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  @IsOptional()
  @Matches(USER_CURSOR, says('cursor'))
  after?: string | null;
}
