import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import { User } from '../../accounts/users/user.type.js';
import { seesAll } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { OpenedBy } from '../../platform/graphql/opened-by.js';
import { connect, type Slice } from '../../platform/graphql/page.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { Suspension, UserConnection } from './user-connection.type.js';
import { cursorOf, positionAt } from './user-cursor.js';
import type { UserDirectory } from './user-directory.service.js';
import { UsersArgs } from './user-filter.input.js';

@Resolver(() => User)
export class UserDirectoryResolver {
  constructor(private readonly deps: { directory: UserDirectory }) {}

  @AdminOnly()
  @OpenedBy('users:read')
  @RecordsReading()
  @Query(() => UserConnection, {
    description:
      'Lists users, newest first. Needs the access token of an administrator, or a service key with the scope ' +
      '`USERS_READ`. Fails with `FORBIDDEN`.',
  })
  users(@Args(() => UsersArgs) { filter, ...page }: UsersArgs): Promise<UserConnection> {
    const { directory } = this.deps;
    const at = (cursor: string | null) => (cursor === null ? null : positionAt(cursor));
    const find = ({ after, before, ...slice }: Slice) =>
      directory.list(filter ?? {}, { ...slice, after: at(after), before: at(before) });
    return connect(page, find, cursorOf);
  }

  @AdminOnly()
  @OpenedBy('users:read')
  @RecordsReading()
  @Query(() => User, {
    nullable: true,
    description:
      'Returns the user with this id, or null if there is no such user. Needs the access token of an ' +
      'administrator, or a service key with the scope `USERS_READ`. Fails with `FORBIDDEN`.',
  })
  user(@Arg('id', () => ID, { description: 'The id of the user.' }) id: string): Promise<User | null> {
    return this.deps.directory.find(id);
  }

  @FieldResolver(() => Suspension, {
    nullable: true,
    description:
      'The suspension of the user. Null if the user is not suspended, and for anybody but administrators.',
  })
  async suspension(
    @Root() user: User & Partial<AdministeredAccount>,
    @Ctx() context: RequestContext,
  ): Promise<Suspension | null> {
    if (!seesAll(await context.requirePrincipal(), 'users:read')) return null;
    // If it was not loaded, the user is the viewer, and a suspended user cannot make requests.
    return user.suspension ?? null;
  }
}
