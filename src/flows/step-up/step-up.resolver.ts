import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { StepUpPayload } from '../../sessions/step-up.type.js';
import type { Reauthentication } from './reauthentication.service.js';
import { ReauthenticateWithPasswordInput, ReauthenticateWithTotpInput } from './step-up.input.js';

@Resolver()
export class StepUpResolver {
  constructor(private readonly deps: { reauthentication: Reauthentication }) {}

  @BeforeEnrolment()
  @Mutation(() => StepUpPayload, {
    description:
      'Proves again who the user is with the password, for operations that fail with `STEP_UP_REQUIRED`. It gives out ' +
      'no token: refresh the session afterwards. Needs an access token. Fails with `INVALID_CREDENTIALS`, or with ' +
      '`STEP_UP_REQUIRED` if the user has a second factor.',
  })
  async reauthenticateWithPassword(
    @Arg('input', () => ReauthenticateWithPasswordInput) { password }: ReauthenticateWithPasswordInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StepUpPayload> {
    const steppedUp = await this.deps.reauthentication.withPassword(viewer, password, context.requestMeta);
    return { ...context.answer('steppedUp'), ...steppedUp };
  }

  @BeforeEnrolment()
  @Mutation(() => StepUpPayload, {
    description:
      'Proves again who the user is with the code of an authenticator app, for operations that fail with ' +
      '`STEP_UP_REQUIRED`. Each code works once. It gives out no token: refresh the session afterwards. Needs an ' +
      'access token. Fails with `INVALID_CODE`.',
  })
  async reauthenticateWithTotp(
    @Arg('input', () => ReauthenticateWithTotpInput) { code }: ReauthenticateWithTotpInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StepUpPayload> {
    const steppedUp = await this.deps.reauthentication.withTotp(viewer, code, context.requestMeta);
    return { ...context.answer('steppedUp'), ...steppedUp };
  }
}
