import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Services } from '../../core/services.js';
import { Passkey } from '../../credentials/passkeys/passkey.type.js';
import type { Passkeys } from '../../credentials/passkeys/passkeys.service.js';
import { SecondFactors } from '../../credentials/second-factors/second-factors.type.js';

@Resolver(() => SecondFactors)
export class OwnPasskeysResolver {
  constructor(private readonly deps: { passkeys: Passkeys; factorRemovals: Services['factorRemovals'] }) {}

  @FieldResolver(() => [Passkey], { description: 'The passkeys, the oldest first, 20 at most.' })
  async passkeys(@Root() { userId }: SecondFactors): Promise<Passkey[]> {
    const passkeys = await this.deps.passkeys.list(userId);
    const dueTimes = await this.deps.factorRemovals.dueTimes(userId);
    return passkeys.map((passkey) => ({ ...passkey, removedAt: dueTimes.get(passkey.id) ?? null }));
  }
}
