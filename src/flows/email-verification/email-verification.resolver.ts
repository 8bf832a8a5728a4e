import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { VerifyEmailInput } from './email-verification.input.js';
import type { EmailVerification } from './email-verification.service.js';

@Resolver()
export class EmailVerificationResolver {
  constructor(private readonly deps: { emailVerification: EmailVerification }) {}

  @Mutation(() => MessagePayload, {
    description:
      'Mails a link that verifies the email address of the signed-in user, unless it is already verified. Needs an access token.',
  })
  async requestEmailVerification(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const mailed = await this.deps.emailVerification.request(viewer, context.requestMeta);
    return context.answer(mailed ? 'emailVerificationRequested' : 'emailVerified');
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description:
      'Verifies the email address of a user with the token of a mailed link, if it is still the address of ' +
      'the user. Needs no access token. Fails with `TOKEN_INVALID`.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput) input: VerifyEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.emailVerification.verify(input.token, context.requestMeta);
    return context.answer('emailVerified');
  }
}
