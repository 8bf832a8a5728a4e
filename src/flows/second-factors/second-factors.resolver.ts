import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import type { UserId } from '../../core/ids.js';
import { isService } from '../../core/viewer.js';
import type { RecoveryCodes } from '../../credentials/recovery-codes/recovery-codes.service.js';
import { SecondFactors, TotpFactor } from '../../credentials/second-factors/second-factors.type.js';
import type { TotpSecrets } from '../../credentials/totp/totp-secrets.service.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import type { FactorRemovals } from './factor-removals.service.js';

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

@Resolver(() => SecondFactors)
export class SecondFactorsResolver {
  constructor(
    private readonly deps: {
      totpSecrets: TotpSecrets;
      recoveryCodes: RecoveryCodes;
      factorRemovals: FactorRemovals;
    },
  ) {}

  @FieldResolver(() => [TotpFactor], {
    description: 'The authenticator apps, the oldest first, five at most.',
  })
  async totp(@Root() { userId }: SecondFactors): Promise<TotpFactor[]> {
    const apps = await this.deps.totpSecrets.list(userId);
    const dueTimes = await this.deps.factorRemovals.dueTimes(userId);
    return apps.map((app) => ({ ...app, removedAt: dueTimes.get(app.id) ?? null }));
  }

  @FieldResolver(() => Int, { description: 'How many recovery codes are unused.' })
  recoveryCodesLeft(@Root() { userId }: SecondFactors): Promise<number> {
    return this.deps.recoveryCodes.count(userId);
  }
}
