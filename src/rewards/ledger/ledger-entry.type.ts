import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LedgerAccount } from '../../core/amount.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { Node } from '../../platform/graphql/node.type.js';
import { DateTime, Decimal } from '../../platform/graphql/scalars.js';
import type { LedgerReason } from './ledger.service.js';

registerEnumType(LedgerAccount, {
  name: 'LedgerAccount',
  description: 'A balance of a user.',
  valuesConfig: {
    BALANCE: { description: 'The `balance` of the user.' },
    REFERRAL: { description: 'The `referralBalance` of the user.' },
  },
});

const Reason = { REFERRAL_REWARD: 'referral_reward', ADJUSTMENT: 'adjustment' } as const satisfies Record<
  Uppercase<LedgerReason>,
  LedgerReason
>;
registerEnumType(Reason, {
  name: 'LedgerReason',
  description: 'Why a balance changed.',
  valuesConfig: {
    REFERRAL_REWARD: { description: 'A referred user verified the email address.' },
    ADJUSTMENT: { description: 'An administrator adjusted the balance.' },
  },
});

@ObjectType({ implements: Node, description: 'A change of a balance.', simpleResolvers: true })
export class LedgerEntry extends Node {
  @Field(() => LedgerAccount, { description: 'The balance that changed.' })
  account!: LedgerAccount;

  @Field(() => Decimal, { description: 'The amount that was added. It is negative if it was subtracted.' })
  amount!: string;

  @Field(() => Reason, { description: 'Why the balance changed.' })
  reason!: LedgerReason;

  @Field(() => DateTime, { description: 'The time of the change.' })
  createdAt!: Date;
}

@ObjectType({ description: 'A ledger entry and its cursor in the list.', simpleResolvers: true })
export class LedgerEntryEdge {
  @Field(() => String, { description: 'The cursor of the entry.' })
  cursor!: string;

  @Field(() => LedgerEntry, { description: 'The entry.' })
  node!: LedgerEntry;
}

@ObjectType({ description: 'A page of ledger entries, newest first.', simpleResolvers: true })
export class LedgerEntryConnection {
  @Field(() => [LedgerEntryEdge], { description: 'The entries of the page, each with its cursor.' })
  edges!: LedgerEntryEdge[];

  @Field(() => [LedgerEntry], { description: 'The entries of the page, without cursors.' })
  nodes!: LedgerEntry[];

  @Field(() => PageInfo, { description: 'Where this page begins and ends, and whether the list continues.' })
  pageInfo!: PageInfo;
}
