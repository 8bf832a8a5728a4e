import { IsOptional, IsString } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { EnrolmentCodeField } from '../../credentials/second-factors/enrolment-code.input.js';
import { IsFactorName } from '../../credentials/second-factors/factor-name.input.js';

const NAME = 'The name of the app or its device: one line of at most 64 characters.';

@InputType({ description: 'A new authenticator app.' })
export class StartTotpEnrolmentInput {
  @Field(() => String, { description: NAME })
  @IsFactorName()
  name!: string;

  @EnrolmentCodeField()
  enrolmentCode?: string | null;
}

@InputType({ description: 'The first code of a new authenticator app.' })
export class ConfirmTotpEnrolmentInput {
  @Field(() => ID, { description: 'The `id` of `startTotpEnrolment`.' })
  @IsString()
  id!: string;

  @Field(() => String, { description: 'The code that the app shows: six digits. Spaces do not matter.' })
  @IsString()
  code!: string;
}

@InputType({ description: 'The authenticator app to rename, and its new name.' })
export class RenameTotpInput {
  @Field(() => ID, { description: 'The id of the app.' })
  @IsString()
  id!: string;

  @Field(() => String, { description: NAME })
  @IsFactorName()
  name!: string;
}

@InputType({ description: 'The authenticator app to remove.' })
export class RemoveTotpInput {
  @Field(() => ID, { description: 'The id of the app.' })
  @IsString()
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'An unused recovery code, with which a removal that would wait takes effect at once. Otherwise it is not used.',
  })
  @IsOptional()
  @IsString()
  recoveryCode?: string | null;
}

@InputType({ description: 'The token that cancels the removal of a second factor.' })
export class CancelFactorRemovalInput {
  @Field(() => String, { description: 'The token from the mailed link.' })
  @IsString()
  token!: string;
}
