import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment, Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { VerifyEmailInput } from './email-verification.input.js';
import type { EmailVerification } from './email-verification.service.js';
import { RequestEmailVerificationPayload, VerifyEmailPayload } from './email-verification.type.js';

@Resolver()
export class EmailVerificationResolver {
  constructor(private readonly deps: { emailVerification: EmailVerification }) {}

  @BeforeEnrolment()
  @Mutation(() => RequestEmailVerificationPayload, {
    description:
      'Mails a link that verifies the email address of the signed-in user, unless it is already verified. Needs an access token.',
  })
  async requestEmailVerification(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RequestEmailVerificationPayload> {
    const user = await this.deps.emailVerification.request(viewer, context.requestMeta);
    return {
      ...context.answer(user.emailVerified ? 'emailVerified' : 'emailVerificationRequested'),
      user,
    };
  }

  @Public()
  @Mutation(() => VerifyEmailPayload, {
    description:
      'Verifies the email address of a user with the token of a mailed link, if it is still the address of ' +
      'the user. Opened again, the link succeeds again and changes nothing. Needs no access token; with one, ' +
      'it also returns the user of the link if the token belongs to them. Fails with `TOKEN_INVALID`.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput) input: VerifyEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<VerifyEmailPayload> {
    const user = await this.deps.emailVerification.verify(
      input.token,
      (userId) => context.findOwnAccount(userId),
      context.requestMeta,
    );
    return { ...context.answer('emailVerified'), user: user && { ...user, emailVerified: true } };
  }
}
