import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { FreshOrPassword } from '../../platform/graphql/fresh.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { DeleteAccountInput } from './account-deletion.input.js';
import type { AccountDeletion } from './account-deletion.service.js';
import { DeleteAccountPayload } from './account-deletion.type.js';

@Resolver()
export class AccountDeletionResolver {
  constructor(private readonly deps: { deletion: AccountDeletion }) {}

  @FreshOrPassword('password')
  @BeforeEnrolment()
  @Mutation(() => DeleteAccountPayload, {
    description:
      'Deletes the account of the signed-in user immediately and permanently; the username and the email ' +
      'address become available again. Needs an access token. Fails with `INVALID_CREDENTIALS`, with ' +
      '`STEP_UP_REQUIRED` if neither password nor session is enough, or with `FORBIDDEN` if no administrator would remain.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<DeleteAccountPayload> {
    await this.deps.deletion.delete(viewer, input.password, context.requestMeta);
    if (context.refreshCookie.token !== null) context.refreshCookie.clear();
    return { ...context.answer('accountDeleted'), userId: viewer.account.id };
  }
}
