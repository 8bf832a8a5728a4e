import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ADMINISTRATION } from '../../core/freshness.js';
import type { Viewer } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { CreateServiceKeyInput, RevokeServiceKeyInput } from './service-key.input.js';
import { CreateServiceKeyPayload, RevokeServiceKeyPayload, ServiceKey } from './service-key.type.js';
import type { ServiceKeys } from './service-keys.service.js';

@Resolver()
export class ServiceKeysResolver {
  constructor(private readonly deps: { serviceKeys: ServiceKeys }) {}

  @AdminOnly()
  @RecordsReading()
  @Query(() => [ServiceKey], {
    description:
      'Lists the service keys that are not revoked, newest first. Needs the access token of an administrator. Fails with `FORBIDDEN`.',
  })
  serviceKeys(): Promise<ServiceKey[]> {
    return this.deps.serviceKeys.list();
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @Mutation(() => CreateServiceKeyPayload, {
    description:
      'Creates a key that another service sends in the header `Latchkey-Service-Key` to call ' +
      '`introspectToken` and the operations that its scopes open. Needs the access token of an administrator. Fails with `FORBIDDEN` or `STEP_UP_REQUIRED`.',
  })
  async createServiceKey(
    @Arg('input', () => CreateServiceKeyInput) input: CreateServiceKeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<CreateServiceKeyPayload> {
    const created = await this.deps.serviceKeys.create(viewer, input, context.requestMeta);
    return { ...context.answer('serviceKeyCreated'), ...created };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @Mutation(() => RevokeServiceKeyPayload, {
    description:
      'Revokes a service key with immediate effect. Needs the access token of an administrator. Fails with `FORBIDDEN`, `STEP_UP_REQUIRED` or `NOT_FOUND`.',
  })
  async revokeServiceKey(
    @Arg('input', () => RevokeServiceKeyInput) { serviceKeyId }: RevokeServiceKeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RevokeServiceKeyPayload> {
    await this.deps.serviceKeys.revoke(viewer, serviceKeyId, context.requestMeta);
    return { ...context.answer('serviceKeyRevoked'), serviceKeyId };
  }
}
