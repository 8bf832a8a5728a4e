import { IsOptional, Matches } from 'class-validator';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { LedgerAccount, NOTHING, parseAmount } from '../../core/amount.js';
import { Role } from '../../core/viewer.js';
import { says, textRule } from '../../platform/graphql/field-rules.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';
import { isReason, REASON_MAX_LENGTH } from './reason.js';

registerEnumType(LedgerAccount, { name: 'LedgerAccount', description: 'One of the two balances of a user.' });

/** Matches the column of a ledger entry's reference. */
const IDEMPOTENCY_KEY = /^[\w.:-]{1,64}$/;

/** Validates the reason that an administrator gives. */
function IsReason(): PropertyDecorator {
  return textRule('isReason', says('reason', { max: REASON_MAX_LENGTH }), isReason);
}

function IsAmount(): PropertyDecorator {
  return textRule('isAmount', says('amount'), (text) => ![null, NOTHING].includes(parseAmount(text)));
}

@InputType({ description: 'Whom to suspend, why, and until when.' })
export class SuspendUserInput {
  @Field(() => ID, { description: 'The user to suspend.' })
  userId!: string;

  @Field(() => String, {
    description: 'Why, in one line of at most 500 characters. The user is not told.',
  })
  @IsReason()
  reason!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; left out, it has no end.' })
  @IsOptional()
  until?: Date | null;
}

@InputType({ description: 'Which balance to change, by how much, and why.' })
export class AdjustBalanceInput {
  @Field(() => ID, { description: 'The user whose balance it is.' })
  userId!: string;

  @Field(() => LedgerAccount, { description: 'Which of the two balances.' })
  account!: LedgerAccount;

  @Field(() => Decimal, {
    description: 'What to add, of at most two places; what is to be taken is negative, and must be there.',
  })
  @IsAmount()
  amount!: string;

  @Field(() => String, {
    description: 'Why, in one line of at most 500 characters. The user is not told.',
  })
  @IsReason()
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Names this adjustment, so that it can be sent again after a lost answer: a user is adjusted once for one key.',
  })
  @IsOptional()
  @Matches(IDEMPOTENCY_KEY, says('idempotencyKey', { max: 64 }))
  idempotencyKey?: string | null;
}

@ArgsType()
export class DecisionArgs {
  @Field(() => ID, { description: 'The user it is about.' })
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in one line of at most 500 characters. The user is not told.',
  })
  @IsOptional()
  @IsReason()
  reason?: string | null;
}

@ArgsType()
export class SetUserRoleArgs extends DecisionArgs {
  @Field(() => Role, { description: 'What the user may do from now on.' })
  role!: Role;
}
