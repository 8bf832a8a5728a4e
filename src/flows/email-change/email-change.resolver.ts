import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { ConfirmEmailChangeInput, RequestEmailChangeInput } from './email-change.input.js';
import type { EmailChange } from './email-change.service.js';

@Resolver()
export class EmailChangeResolver {
  constructor(private readonly deps: { emailChange: EmailChange }) {}

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
    await this.deps.emailChange.request(viewer, input, context.origin);
    return context.answer('emailChangeRequested');
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description:
      'Makes the address that a link was mailed to the user’s own, once. Ends every session but the one that ' +
      'asked for it, and every other mailed link.',
  })
  async confirmEmailChange(
    @Arg('input', () => ConfirmEmailChangeInput) input: ConfirmEmailChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.emailChange.confirm(input.token, context.origin);
    return context.answer('emailChanged');
  }
}
