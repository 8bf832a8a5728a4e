import { Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { SecondFactors } from '../second-factors/second-factors.type.js';
import type { TrustedDevices } from './trusted-devices.service.js';
import { ForgetTrustedDevicesPayload, TrustedDevice } from './trusted-devices.type.js';

@Resolver(() => SecondFactors)
export class TrustedDevicesResolver {
  constructor(private readonly deps: { trustedDevices: TrustedDevices }) {}

  @FieldResolver(() => [TrustedDevice], {
    description:
      'The devices on which `login` does not ask for the second factor, the last used first, ten at most.',
  })
  trustedDevices(@Root() { userId }: SecondFactors): Promise<TrustedDevice[]> {
    return this.deps.trustedDevices.list(userId);
  }

  @Mutation(() => ForgetTrustedDevicesPayload, {
    description:
      'Ends the trust in every device of the signed-in user: each further `login` asks for the second factor. ' +
      'Sessions stay open. Needs an access token.',
  })
  async forgetTrustedDevices(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ForgetTrustedDevicesPayload> {
    await this.deps.trustedDevices.endOwn(viewer, context.requestMeta);
    return { ...context.answer('trustedDevicesForgotten'), user: viewer.account };
  }
}
