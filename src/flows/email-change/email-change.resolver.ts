import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { FreshOrPassword } from '../../platform/graphql/fresh.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { ConfirmEmailChangeInput, RequestEmailChangeInput } from './email-change.input.js';
import type { EmailChange } from './email-change.service.js';
import { ConfirmEmailChangePayload, RequestEmailChangePayload } from './email-change.type.js';

@Resolver()
export class EmailChangeResolver {
  constructor(private readonly deps: { emailChange: EmailChange }) {}

  @FreshOrPassword('password')
  @Mutation(() => RequestEmailChangePayload, {
    description:
      'Mails a link to the new address and a notice to the current one; `confirmEmailChange` completes the change. ' +
      'The answer does not reveal whether the new address is taken. Needs an access token; ' +
      'fails with `INVALID_CREDENTIALS`, or with `STEP_UP_REQUIRED` if neither password nor session is enough.',
  })
  async requestEmailChange(
    @Arg('input', () => RequestEmailChangeInput) input: RequestEmailChangeInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RequestEmailChangePayload> {
    await this.deps.emailChange.request(viewer, input, context.requestMeta);
    return context.answer('emailChangeRequested');
  }

  @Public()
  @Mutation(() => ConfirmEmailChangePayload, {
    description:
      'Changes the email address of a user with the token of a mailed link. Ends all sessions of the user ' +
      'except the one that requested the change, and all other mailed links. Needs no access token; with ' +
      'one, it also returns the user of the link if the token belongs to them. Fails with `TOKEN_INVALID` or ' +
      '`EMAIL_TAKEN`.',
  })
  async confirmEmailChange(
    @Arg('input', () => ConfirmEmailChangeInput) input: ConfirmEmailChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<ConfirmEmailChangePayload> {
    const user = await this.deps.emailChange.confirm(
      input.token,
      (userId) => context.findOwnAccount(userId),
      context.requestMeta,
    );
    return { ...context.answer('emailChanged'), user };
  }
}
