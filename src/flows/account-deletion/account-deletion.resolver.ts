import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { DeleteAccountInput } from './account-deletion.input.js';
import type { AccountDeletion } from './account-deletion.service.js';

@Resolver()
export class AccountDeletionResolver {
  constructor(private readonly deps: { deletion: AccountDeletion }) {}

  @Mutation(() => MessagePayload, {
    description:
      'Deletes the account of the signed-in user, at once and for good. Username and email are free again.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.deletion.delete(viewer, input.password, context.origin);
    if (context.refreshCookie.token !== null) context.refreshCookie.clear();
    return context.answer('accountDeleted');
  }
}
