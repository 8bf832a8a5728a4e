import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { FreshOrPassword } from '../../platform/graphql/fresh.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { ChangePasswordInput } from './password.input.js';
import { ChangePasswordPayload } from './password.type.js';
import type { PasswordPolicy as Policy } from './password-policy.js';
import { PublishedPasswordPolicy } from './password-policy.type.js';
import type { Passwords } from './passwords.service.js';

@Resolver()
export class PasswordsResolver {
  constructor(private readonly deps: { passwords: Passwords; policy: Policy }) {}

  @Public()
  @Query(() => PublishedPasswordPolicy, { description: 'Returns the rules for passwords. Needs no token.' })
  passwordPolicy(): PublishedPasswordPolicy {
    return this.deps.policy.describe();
  }

  @FreshOrPassword('currentPassword')
  @Mutation(() => ChangePasswordPayload, {
    description:
      'Changes the password of the signed-in user, or sets their first one, and ends all their other sessions ' +
      'and mailed links. Needs an access token. Fails with `INVALID_CREDENTIALS`, `WEAK_PASSWORD`, or ' +
      '`STEP_UP_REQUIRED` if neither password nor session is enough.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ChangePasswordPayload> {
    await this.deps.passwords.change(viewer, input, context.requestMeta);
    return { ...context.answer('passwordChanged'), user: viewer.account };
  }
}
