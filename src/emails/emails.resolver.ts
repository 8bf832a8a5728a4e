import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../core/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { byAddressAlone, byViewer, LimitedBy } from '../graphql/limited.js';
import { MessagePayload } from '../graphql/message-payload.type.js';
import { Public } from '../graphql/public.js';
import { CurrentViewer } from '../graphql/viewer.decorator.js';
import { ConfirmEmailChangeInput, RequestEmailChangeInput, VerifyEmailInput } from './email.input.js';
import type { EmailChange } from './email-change.service.js';
import type { EmailVerification } from './email-verification.service.js';

@Resolver()
export class EmailsResolver {
  constructor(private readonly deps: { verification: EmailVerification; change: EmailChange }) {}

  @LimitedBy(byViewer)
  @Mutation(() => MessagePayload, {
    description: 'Mails a link that verifies the email of the signed-in user, unless it is verified already.',
  })
  async requestEmailVerification(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const mailed = await this.deps.verification.request(viewer, context.origin);
    return context.answer(mailed ? 'emailVerificationRequested' : 'emailVerified');
  }

  @Public()
  @LimitedBy(byAddressAlone)
  @Mutation(() => MessagePayload, {
    description: 'Verifies the email that a link was mailed to, once, if it is still the user’s.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput) input: VerifyEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.verification.verify(input.token, context.origin);
    return context.answer('emailVerified');
  }

  @LimitedBy(byViewer)
  @Mutation(() => MessagePayload, {
    description:
      'Mails a link to an address that the signed-in user wants to have, and tells the one they have. Nothing ' +
      'changes until the link is used. The answer does not tell whether the address is taken.',
  })
  async requestEmailChange(
    @Arg('input', () => RequestEmailChangeInput) input: RequestEmailChangeInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.change.request(viewer, input, context.origin);
    return context.answer('emailChangeRequested');
  }

  @Public()
  @LimitedBy(byAddressAlone)
  @Mutation(() => MessagePayload, {
    description:
      'Makes the address that a link was mailed to the user’s own, once. Ends every session but the one that ' +
      'asked for it, and every other mailed link.',
  })
  async confirmEmailChange(
    @Arg('input', () => ConfirmEmailChangeInput) input: ConfirmEmailChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.change.confirm(input.token, context.origin);
    return context.answer('emailChanged');
  }
}
