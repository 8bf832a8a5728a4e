import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { isService } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import type { Passwords } from './passwords.service.js';

@Resolver(() => User)
export class PasswordOfUserResolver {
  constructor(private readonly deps: { passwords: Pick<Passwords, 'isSet'> }) {}

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the user has a password. Without one, `changePassword` sets the first one. Null for every other ' +
      'user, administrators included.',
  })
  async hasPassword(@Root() { id }: User, @Ctx() context: RequestContext): Promise<boolean | null> {
    const reader = await context.requirePrincipal();
    return !isService(reader) && reader.account.id === id
      ? this.deps.passwords.isSet(reader.account.id)
      : null;
  }
}
