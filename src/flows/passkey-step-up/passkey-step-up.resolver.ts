import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { StepUpPayload } from '../../sessions/step-up.type.js';
import { ReauthenticateWithPasskeyInput } from './passkey-step-up.input.js';
import type { PasskeyStepUp } from './passkey-step-up.service.js';
import { StartPasskeyReauthenticationPayload } from './passkey-step-up.type.js';

@Resolver()
export class PasskeyStepUpResolver {
  constructor(private readonly deps: { passkeyStepUp: PasskeyStepUp }) {}

  @BeforeEnrolment()
  @Mutation(() => StartPasskeyReauthenticationPayload, {
    description: 'Begins to prove again who the user is, with one of their passkeys. Needs an access token.',
  })
  async startPasskeyReauthentication(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StartPasskeyReauthenticationPayload> {
    const ceremony = await this.deps.passkeyStepUp.start(viewer);
    return { ...context.answer('passkeyReauthenticationStarted'), ...ceremony };
  }

  @BeforeEnrolment()
  @Mutation(() => StepUpPayload, {
    description:
      'Proves again who the user is with a passkey, for operations that fail with `STEP_UP_REQUIRED`. It gives ' +
      'out no token: refresh the session afterwards. Needs an access token. Fails with `INVALID_CREDENTIALS` for ' +
      'a response that is not accepted, or `TOKEN_INVALID` for a `challenge` that is unknown, used, too old or ' +
      'of another session.',
  })
  async reauthenticateWithPasskey(
    @Arg('input', () => ReauthenticateWithPasskeyInput) input: ReauthenticateWithPasskeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StepUpPayload> {
    const steppedUp = await this.deps.passkeyStepUp.finish(viewer, input, context.requestMeta);
    return { ...context.answer('passkeyReauthenticated'), ...steppedUp };
  }
}
