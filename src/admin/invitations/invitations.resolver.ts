import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { InviteUserInput } from './invitations.input.js';
import type { Invitations } from './invitations.service.js';
import { InviteUserPayload } from './invitations.type.js';

@Resolver()
export class InvitationsResolver {
  constructor(private readonly deps: { invitations: Invitations }) {}

  @AdminOnly()
  @Mutation(() => InviteUserPayload, {
    description:
      'Creates an account and mails its user a link to set the first password with `resetPassword`, which ' +
      'also verifies the email. For a user without a password it mails a new link, which replaces the ' +
      'earlier one, and changes nothing else. Needs the access token of an administrator. Fails with ' +
      '`USERNAME_TAKEN` or `EMAIL_TAKEN`, or with `FORBIDDEN`, also for an administrator if they need a second factor.',
  })
  async inviteUser(
    @Arg('input', () => InviteUserInput) input: InviteUserInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<InviteUserPayload> {
    const invitation = await this.deps.invitations.invite(viewer, input, context.requestMeta);
    return { ...context.answer('userInvited'), ...invitation };
  }
}
