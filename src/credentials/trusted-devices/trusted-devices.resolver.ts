import { Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { TrustedDevices } from './trusted-devices.service.js';
import { ForgetTrustedDevicesPayload } from './trusted-devices.type.js';

@Resolver()
export class TrustedDevicesResolver {
  constructor(private readonly deps: { trustedDevices: TrustedDevices }) {}

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
