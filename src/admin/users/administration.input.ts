import { IsOptional, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LedgerAccount, NOTHING, parseAmount } from '../../core/amount.js';
import { Role } from '../../core/viewer.js';
import { says, textRule } from '../../platform/graphql/field-rules.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';
import { isReason, REASON_MAX_LENGTH } from './reason.js';

/** Matches the column of a ledger entry's reference. */
const IDEMPOTENCY_KEY = /^[\w.:-]{1,64}$/;

/** Validates the reason that an administrator gives. */
function IsReason(): PropertyDecorator {
  return textRule('isReason', says('line', { max: REASON_MAX_LENGTH }), isReason);
}

function IsAmount(): PropertyDecorator {
  return textRule('isAmount', says('amount'), (text) => ![null, NOTHING].includes(parseAmount(text)));
}

@InputType({ description: 'The user to suspend, the reason, and the end of the suspension.' })
export class SuspendUserInput {
  @Field(() => ID, { description: 'The user to suspend.' })
  userId!: string;

  @Field(() => String, {
    description: 'The reason, in one line of at most 500 characters. Only administrators can read it.',
  })
  @IsReason()
  reason!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time when the suspension ends by itself. Without it, the suspension has no end.',
  })
  @IsOptional()
  until?: Date | null;
}

@InputType({ description: 'The balance to change, the amount, and the reason.' })
export class AdjustBalanceInput {
  @Field(() => ID, { description: 'The user whose balance changes.' })
  userId!: string;

  @Field(() => LedgerAccount, { description: 'The balance to change.' })
  account!: LedgerAccount;

  @Field(() => Decimal, {
    description:
      'The amount to add, with at most two decimal places. A negative amount is subtracted and must not exceed the balance.',
  })
  @IsAmount()
  amount!: string;

  @Field(() => String, {
    description: 'The reason, in one line of at most 500 characters. Only administrators can read it.',
  })
  @IsReason()
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A key that identifies this adjustment, so that the client can safely retry after a lost answer. The service applies one adjustment per user and key.',
  })
  @IsOptional()
  @Matches(IDEMPOTENCY_KEY, says('idempotencyKey', { max: 64 }))
  idempotencyKey?: string | null;
}

/** A user, and the reason for a decision about them. */
@InputType()
abstract class DecisionInput {
  @Field(() => ID, { description: 'The user whom the decision concerns.' })
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The reason, in one line of at most 500 characters. Only administrators can read it.',
  })
  @IsOptional()
  @IsReason()
  reason?: string | null;
}

@InputType({ description: 'The user whose suspension ends, and the reason.' })
export class ReinstateUserInput extends DecisionInput {}

@InputType({ description: 'The user whose sessions end, and the reason.' })
export class RevokeUserSessionsInput extends DecisionInput {}

@InputType({ description: 'The user whose second factors are removed, and the reason.' })
export class ResetSecondFactorsInput {
  @Field(() => ID, { description: 'The user who has lost the second factors.' })
  userId!: string;

  @Field(() => String, {
    description: 'The reason, in one line of at most 500 characters. Only administrators can read it.',
  })
  @IsReason()
  reason!: string;
}

@InputType({ description: 'The user, the new role, and the reason.' })
export class SetUserRoleInput extends DecisionInput {
  @Field(() => Role, { description: 'The new role of the user.' })
  role!: Role;
}
