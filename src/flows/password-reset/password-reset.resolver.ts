import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import {
  PasswordResetLinkInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
} from './password-reset.input.js';
import type { PasswordReset } from './password-reset.service.js';
import {
  PasswordResetLink,
  RequestPasswordResetPayload,
  ResetPasswordPayload,
} from './password-reset.type.js';

@Resolver()
export class PasswordResetResolver {
  constructor(private readonly deps: { passwordReset: PasswordReset }) {}

  @Public()
  @Query(() => PasswordResetLink, {
    description:
      'Returns whether a mailed link can reset a password, and until when. Needs no token. Takes a POST ' +
      'request only, because a URL must not contain the token of a link.',
  })
  passwordResetLink(
    @Arg('input', () => PasswordResetLinkInput) { token }: PasswordResetLinkInput,
  ): Promise<PasswordResetLink> {
    return this.deps.passwordReset.findLink(token);
  }

  @Public()
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Mails a link to reset the password, if an account has this email address. The answer does not reveal whether one has. Needs no token.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
    @Ctx() context: RequestContext,
  ): Promise<RequestPasswordResetPayload> {
    await this.deps.passwordReset.request(input.email, context.requestMeta);
    return context.answer('passwordResetRequested');
  }

  @Public()
  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets a password with the token of a mailed link, of a reset or an invitation. Ends all sessions, mailed links and known ' +
      'devices of the user; the device of this request becomes a known one. Needs no access token; fails ' +
      'with `TOKEN_INVALID` or `WEAK_PASSWORD`.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<ResetPasswordPayload> {
    const { token, newPassword } = input;
    const deviceToken = context.shownDevice(input.deviceToken);
    const { deviceTokens, isFirst } = await this.deps.passwordReset.complete(
      { token, newPassword, deviceToken },
      context.requestMeta,
    );
    const answer = context.answer(isFirst ? 'invitationAccepted' : 'passwordReset');
    return { ...answer, deviceToken: context.keepDevice(deviceTokens) };
  }
}
