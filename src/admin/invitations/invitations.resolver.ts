import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { shownTo } from '../../accounts/users/public-profile.js';
import { ADMINISTRATION } from '../../core/freshness.js';
import type { Principal } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { OpenedBy } from '../../platform/graphql/opened-by.js';
import { CurrentPrincipal } from '../../platform/graphql/viewer.decorator.js';
import { InviteUserInput } from './invitations.input.js';
import type { Invitations } from './invitations.service.js';
import { InviteUserPayload } from './invitations.type.js';

@Resolver()
export class InvitationsResolver {
  constructor(private readonly deps: { invitations: Invitations }) {}

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @OpenedBy('users:write')
  @Mutation(() => InviteUserPayload, {
    description:
      'Creates an account and mails its user a link to set the first password with `resetPassword`, which ' +
      'also verifies the email. For a user without a password it mails a new link, which replaces the ' +
      'earlier one, and changes nothing else. Needs the access token of an administrator, or a service ' +
      'key with the scope `USERS_WRITE`. Fails with `STEP_UP_REQUIRED`, `USERNAME_TAKEN` or `EMAIL_TAKEN`, or with ' +
      '`FORBIDDEN`, also for an administrator if they need a second factor.',
  })
  async inviteUser(
    @Arg('input', () => InviteUserInput) input: InviteUserInput,
    @CurrentPrincipal() actor: Principal,
    @Ctx() context: RequestContext,
  ): Promise<InviteUserPayload> {
    const { user, expiresAt } = await this.deps.invitations.invite(actor, input, context.requestMeta);
    return { ...context.answer('userInvited'), user: shownTo(actor, user), expiresAt };
  }
}
