import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { StepUpPayload } from '../../sessions/step-up.type.js';
import {
  ReauthenticateWithProviderInput,
  StartProviderReauthenticationInput,
} from './provider-sign-in.input.js';
import { StartProviderReauthenticationPayload } from './provider-sign-in.type.js';
import type { ProviderStarts } from './provider-starts.service.js';
import type { ProviderStepUp } from './provider-step-up.service.js';

@Resolver()
export class ProviderStepUpResolver {
  constructor(private readonly deps: { providerStarts: ProviderStarts; providerStepUp: ProviderStepUp }) {}

  @BeforeEnrolment()
  @Mutation(() => StartProviderReauthenticationPayload, {
    description:
      'Begins to prove again who the user is, with a provider that is linked to the account. The provider asks the ' +
      'user to sign in again. Send the browser to `url`, as after `startProviderSignIn`. Needs an access token. Fails ' +
      'with `PROVIDER_FAILED` if the provider does not answer.',
  })
  async startProviderReauthentication(
    @Arg('input', () => StartProviderReauthenticationInput) input: StartProviderReauthenticationInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StartProviderReauthenticationPayload> {
    const started = await this.deps.providerStarts.stepUp(viewer, input, context.requestMeta);
    return { ...context.answer('providerSignInStarted'), ...started };
  }

  @BeforeEnrolment()
  @Mutation(() => StepUpPayload, {
    description:
      'Proves again who the user is with a provider, for operations that fail with `STEP_UP_REQUIRED`. It gives out ' +
      'no token: refresh the session afterwards. Needs an access token. Fails with `INVALID_CREDENTIALS` for an ' +
      'account at the provider that is not linked to the user, `TOKEN_INVALID` for a `challenge` and `result` that ' +
      'do not belong together, are used, too old or of another session, or `STEP_UP_REQUIRED` if the user has a ' +
      'second factor.',
  })
  async reauthenticateWithProvider(
    @Arg('input', () => ReauthenticateWithProviderInput) input: ReauthenticateWithProviderInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StepUpPayload> {
    const steppedUp = await this.deps.providerStepUp.finish(viewer, input, context.requestMeta);
    return { ...context.answer('steppedUp'), ...steppedUp };
  }
}
