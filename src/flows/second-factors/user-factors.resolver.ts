import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import type { UserId } from '../../core/ids.js';
import { isService } from '../../core/viewer.js';
import { SecondFactors } from '../../credentials/second-factors/second-factors.type.js';
import type { RequestContext } from '../../platform/graphql/context.js';

@Resolver(() => User)
export class UserFactorsResolver {
  @FieldResolver(() => SecondFactors, {
    nullable: true,
    description: 'The second factors of the user. Null for every other user, administrators included.',
  })
  async secondFactors(
    @Root() { id }: User,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly userId: UserId } | null> {
    const reader = await context.requirePrincipal();
    return !isService(reader) && reader.account.id === id ? { userId: reader.account.id } : null;
  }
}
