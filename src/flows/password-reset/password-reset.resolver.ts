import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { Public } from '../../platform/graphql/public.js';
import { RequestPasswordResetInput, ResetPasswordInput } from './password-reset.input.js';
import type { PasswordReset } from './password-reset.service.js';
import { ResetPasswordPayload } from './password-reset.type.js';

@Resolver()
export class PasswordResetResolver {
  constructor(private readonly deps: { passwordReset: PasswordReset }) {}

  @Public()
  @Mutation(() => MessagePayload, {
    description: 'Mails a link for a new password, if there is such an account. The answer does not tell.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.passwordReset.request(input.email, context.origin);
    return context.answer('passwordResetRequested');
  }

  @Public()
  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets the password that a mailed link allows to set, once. Ends every session, every link and every known ' +
      'device. This device becomes a known one.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<ResetPasswordPayload> {
    const { token, newPassword } = input;
    const deviceToken = context.shownDevice(input.deviceToken);
    const given = await this.deps.passwordReset.complete({ token, newPassword, deviceToken }, context.origin);
    return { ...context.answer('passwordReset'), deviceToken: context.keepDevice(given) };
  }
}
