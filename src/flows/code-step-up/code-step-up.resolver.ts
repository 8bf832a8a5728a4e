import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { StepUpPayload } from '../../sessions/step-up.type.js';
import { ReauthenticateWithCodeInput } from './code-step-up.input.js';
import type { CodeStepUp } from './code-step-up.service.js';
import { RequestStepUpCodePayload } from './code-step-up.type.js';

@Resolver()
export class CodeStepUpResolver {
  constructor(private readonly deps: { codeStepUp: CodeStepUp }) {}

  @BeforeEnrolment()
  @Mutation(() => RequestStepUpCodePayload, {
    description:
      'Mails a code for `reauthenticateWithCode` to the verified address of the signed-in user. Only for users without ' +
      'a password and without a second factor, where the service mails codes: `STEP_UP_REQUIRED` then lists ' +
      '`MAILED_CODE`. Needs an access token. Fails with `STEP_UP_REQUIRED` for all others.',
  })
  async requestStepUpCode(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RequestStepUpCodePayload> {
    const code = await this.deps.codeStepUp.request(viewer, context.requestMeta);
    return { ...context.answer('stepUpCodeSent'), ...code };
  }

  @BeforeEnrolment()
  @Mutation(() => StepUpPayload, {
    description:
      'Proves again who the user is with a mailed code, for operations that fail with `STEP_UP_REQUIRED`. Each code ' +
      'works once, and each challenge allows five attempts. It gives out no token: refresh the session afterwards. ' +
      'Needs an access token. Fails with `INVALID_CODE`, or with `TOKEN_INVALID` if the challenge is unknown, used ' +
      'up, expired or of another session.',
  })
  async reauthenticateWithCode(
    @Arg('input', () => ReauthenticateWithCodeInput) input: ReauthenticateWithCodeInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StepUpPayload> {
    const steppedUp = await this.deps.codeStepUp.finish(viewer, input, context.requestMeta);
    return { ...context.answer('steppedUp'), ...steppedUp };
  }
}
