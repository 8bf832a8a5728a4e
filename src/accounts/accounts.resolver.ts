import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../core/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { byViewer, LimitedBy } from '../graphql/limited.js';
import { MessagePayload } from '../graphql/message-payload.type.js';
import { Json } from '../graphql/scalars.js';
import { CurrentViewer } from '../graphql/viewer.decorator.js';
import { User } from '../users/user.type.js';
import { DeleteAccountInput, UpdateProfileInput } from './account.input.js';
import type { AccountDeletion } from './account-deletion.service.js';
import type { DataExport } from './data-export.service.js';
import type { Profiles } from './profile.service.js';

@Resolver()
export class AccountsResolver {
  constructor(
    private readonly deps: { profiles: Profiles; deletion: AccountDeletion; dataExport: DataExport },
  ) {}

  @LimitedBy(byViewer)
  @Mutation(() => User, { description: 'Changes the username or the language of the signed-in user.' })
  updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<User> {
    return this.deps.profiles.update(viewer, input, context.origin);
  }

  @LimitedBy(byViewer)
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

  @LimitedBy(byViewer)
  @Query(() => Json, {
    description:
      'All that is stored of the signed-in user, but for hashes, secrets and what administrators noted; of sessions, devices ' +
      'and events, the newest 1000. `auditEvents` has the other events.',
  })
  exportMyData(@CurrentViewer() viewer: Viewer, @Ctx() context: RequestContext): Promise<object> {
    return this.deps.dataExport.of(viewer, context.origin);
  }
}
