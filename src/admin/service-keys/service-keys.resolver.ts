import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { CreateServiceKeyInput } from './service-key.input.js';
import { ServiceKey, ServiceKeyPayload } from './service-key.type.js';
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
  @Mutation(() => ServiceKeyPayload, {
    description:
      'Creates a key that another service sends in the header `Latchkey-Service-Key` to call ' +
      '`introspectToken`. Needs the access token of an administrator. Fails with `FORBIDDEN`.',
  })
  createServiceKey(
    @Arg('input', () => CreateServiceKeyInput) input: CreateServiceKeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ServiceKeyPayload> {
    return this.deps.serviceKeys.create(viewer, input.name, context.requestMeta);
  }

  @AdminOnly()
  @Mutation(() => MessagePayload, {
    description:
      'Revokes a service key with immediate effect. Needs the access token of an administrator. Fails with `FORBIDDEN` or `NOT_FOUND`.',
  })
  async revokeServiceKey(
    @Arg('id', () => ID, { description: 'The id of the key to revoke.' }) id: string,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.serviceKeys.revoke(viewer, id, context.requestMeta);
    return context.answer('serviceKeyRevoked');
  }
}
