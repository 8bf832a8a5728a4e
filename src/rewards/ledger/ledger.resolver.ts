import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { UuidPageArgs } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { connect } from '../../platform/graphql/page.js';
import type { LedgerEntries } from './ledger-entries.service.js';
import { LedgerEntryConnection } from './ledger-entry.type.js';

@Resolver(() => User)
export class LedgerResolver {
  constructor(private readonly deps: { ledgerEntries: LedgerEntries }) {}

  @FieldResolver(() => LedgerEntryConnection, {
    nullable: true,
    description:
      'The changes of the balances of the user, newest first. Null for other users, but not for administrators.',
  })
  async ledgerEntries(
    @Root() { id }: User,
    @Args(() => UuidPageArgs) page: UuidPageArgs,
    @Ctx() context: RequestContext,
  ): Promise<LedgerEntryConnection | null> {
    const { ledgerEntries } = this.deps;
    if (!ledgerEntries.areSeenBy(await context.requirePrincipal(), id)) return null;
    return connect(
      page,
      (slice) => ledgerEntries.find(id, slice),
      ({ cursor }) => cursor,
    );
  }
}
