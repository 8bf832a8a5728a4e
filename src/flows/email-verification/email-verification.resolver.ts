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
    description: 'Mails a link that verifies the email of the signed-in user, unless it is verified already.',
  })
  async requestEmailVerification(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const mailed = await this.deps.emailVerification.request(viewer, context.origin);
    return context.answer(mailed ? 'emailVerificationRequested' : 'emailVerified');
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description: 'Verifies the email that a link was mailed to, once, if it is still the user’s.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput) input: VerifyEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.emailVerification.verify(input.token, context.origin);
    return context.answer('emailVerified');
  }
}
