import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import { User } from './user.type.js';

@Resolver(() => User)
export class UsersResolver {
  @Public()
  @Query(() => User, {
    nullable: true,
    description:
      'Returns the signed-in user, or null without an access token. Fails with `TOKEN_EXPIRED`, `TOKEN_INVALID` ' +
      'or `ACCOUNT_SUSPENDED`.',
  })
  async me(@Ctx() context: RequestContext): Promise<User | null> {
    return (await context.findViewer())?.account ?? null;
  }
}
