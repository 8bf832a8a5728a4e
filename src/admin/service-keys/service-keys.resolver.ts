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
    description: 'The keys of other services that are good, the newest first. For administrators.',
  })
  serviceKeys(): Promise<ServiceKey[]> {
    return this.deps.serviceKeys.list();
  }

  @AdminOnly()
  @Mutation(() => ServiceKeyPayload, {
    description:
      'Makes a key by which another service may ask about tokens, in the header `Latchkey-Service-Key`. For administrators.',
  })
  createServiceKey(
    @Arg('input', () => CreateServiceKeyInput) input: CreateServiceKeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ServiceKeyPayload> {
    return this.deps.serviceKeys.create(viewer, input.name, context.origin);
  }

  @AdminOnly()
  @Mutation(() => MessagePayload, {
    description: 'Ends a key of another service at once. For administrators.',
  })
  async revokeServiceKey(
    @Arg('id', () => ID) id: string,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.serviceKeys.revoke(viewer, id, context.origin);
    return context.answer('serviceKeyRevoked');
  }
}
