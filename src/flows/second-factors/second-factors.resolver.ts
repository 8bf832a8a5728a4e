import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RecoveryCodes } from '../../credentials/recovery-codes/recovery-codes.service.js';
import { SecondFactors, TotpFactor } from '../../credentials/second-factors/second-factors.type.js';
import type { TotpSecrets } from '../../credentials/totp/totp-secrets.service.js';
import type { TrustedDevices } from '../../credentials/trusted-devices/trusted-devices.service.js';
import { TrustedDevice } from '../../credentials/trusted-devices/trusted-devices.type.js';
import type { FactorRemovals } from './factor-removals.service.js';

@Resolver(() => SecondFactors)
export class SecondFactorsResolver {
  constructor(
    private readonly deps: {
      totpSecrets: TotpSecrets;
      recoveryCodes: RecoveryCodes;
      trustedDevices: TrustedDevices;
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

  @FieldResolver(() => [TrustedDevice], {
    description:
      'The devices on which `login` does not ask for the second factor, the last used first, ten at most.',
  })
  trustedDevices(@Root() { userId }: SecondFactors): Promise<TrustedDevice[]> {
    return this.deps.trustedDevices.list(userId);
  }
}
