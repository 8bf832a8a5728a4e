import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import {
  CompleteProviderSignInInput,
  LinkProviderInput,
  SignInWithIdTokenInput,
  StartIdTokenSignInInput,
  StartProviderSignInInput,
} from './provider-sign-in.input.js';
import {
  LinkProviderPayload,
  SignInProvider,
  StartIdTokenSignInPayload,
  StartProviderSignInPayload,
} from './provider-sign-in.type.js';
import type { ProviderSignIns } from './provider-sign-ins.service.js';
import type { ProviderStarts } from './provider-starts.service.js';

@Resolver()
export class ProviderSignInResolver {
  constructor(private readonly deps: { providerStarts: ProviderStarts; providerSignIns: ProviderSignIns }) {}

  @Public()
  @Query(() => [SignInProvider], {
    description: 'The providers with which users can sign in, in the order of the settings. Needs no token.',
  })
  signInProviders(): SignInProvider[] {
    return this.deps.providerSignIns.list();
  }

  @Public()
  @Mutation(() => StartProviderSignInPayload, {
    description:
      'Begins a sign-in with a provider. Send the browser to `url`. It returns to `returnTo` with `#result=…`, or ' +
      'with `#error=access_denied` or `#error=provider_failed`; finish with `completeProviderSignIn`. Needs no ' +
      'access token; with one, and with `link`, it begins to link the provider to the account of the signed-in user. ' +
      'Fails with `PROVIDER_FAILED` if the provider does not answer.',
  })
  async startProviderSignIn(
    @Arg('input', () => StartProviderSignInInput) { link, ...request }: StartProviderSignInInput,
    @Ctx() context: RequestContext,
  ): Promise<StartProviderSignInPayload> {
    const { providerStarts } = this.deps;
    const { requestMeta } = context;
    const started =
      link === true
        ? await providerStarts.link(await context.requireViewer(), request, requestMeta)
        : await providerStarts.signIn(request, requestMeta);
    return { ...context.answer('providerSignInStarted'), ...started };
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Finishes a sign-in with a provider, in the browser that began it, and opens a session. Needs no token. Fails ' +
      'with `TOKEN_INVALID` for a `challenge` and `result` that do not belong together, are used or too old, ' +
      '`SIGN_UP_REQUIRED` or `LINK_REQUIRED` for an account at the provider that nobody has linked yet, ' +
      '`ACCOUNT_SUSPENDED`, `EMAIL_NOT_VERIFIED`, or `MFA_REQUIRED` if the user has a second factor.',
  })
  async completeProviderSignIn(
    @Arg('input', () => CompleteProviderSignInInput) input: CompleteProviderSignInInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.deps.providerSignIns.complete(input, visitOf(input, context));
    return answerSignedIn(signedIn, context, 'loggedIn');
  }

  @Public()
  @Mutation(() => StartIdTokenSignInPayload, {
    description:
      'Begins a sign-in with an ID token, for apps that use an SDK of the provider. Needs no token. Finish with ' +
      '`signInWithIdToken`.',
  })
  async startIdTokenSignIn(
    @Arg('input', () => StartIdTokenSignInInput) { provider }: StartIdTokenSignInInput,
    @Ctx() context: RequestContext,
  ): Promise<StartIdTokenSignInPayload> {
    const started = await this.deps.providerStarts.idToken(provider);
    return { ...context.answer('providerSignInStarted'), ...started };
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Signs in with an ID token that an SDK of a provider gave to the app, and opens a session. Needs no token. ' +
      'Fails with `TOKEN_INVALID` for a `challenge` that is unknown, used or too old, `INVALID_CREDENTIALS` for an ' +
      'ID token that is not accepted, `PROVIDER_FAILED` if the keys of the provider cannot be read, ' +
      '`SIGN_UP_REQUIRED` or `LINK_REQUIRED` for an account at the provider that nobody has linked yet, ' +
      '`ACCOUNT_SUSPENDED`, `EMAIL_NOT_VERIFIED`, or `MFA_REQUIRED` if the user has a second factor.',
  })
  async signInWithIdToken(
    @Arg('input', () => SignInWithIdTokenInput) input: SignInWithIdTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.deps.providerSignIns.signInWithIdToken(input, visitOf(input, context));
    return answerSignedIn(signedIn, context, 'loggedIn');
  }

  @Fresh()
  @Mutation(() => LinkProviderPayload, {
    description:
      'Links the account at a provider to that of the signed-in user, who can then sign in with it. Needs an access ' +
      'token; the session must be fresh, and the one in which `startProviderSignIn` began with `link`. Fails with ' +
      '`STEP_UP_REQUIRED`, `TOKEN_INVALID` for a `challenge` and `result` that do not belong together, are used, too ' +
      'old or of another session, `IDENTITY_TAKEN` if the account at the provider belongs to another user, or ' +
      '`FORBIDDEN` if the user has as many providers as possible.',
  })
  async linkProvider(
    @Arg('input', () => LinkProviderInput) input: LinkProviderInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<LinkProviderPayload> {
    await this.deps.providerSignIns.link(viewer, input, context.requestMeta);
    return { ...context.answer('providerLinked'), user: viewer.account };
  }
}

function visitOf(input: Omit<CompleteProviderSignInInput, 'challenge' | 'result'>, context: RequestContext) {
  return {
    deviceFingerprint: input.deviceFingerprint ?? null,
    deviceToken: context.shownDevice(input.deviceToken),
    trustedDevice: context.shownTrust(input.trustedDevice),
    linkChallenge: input.linkChallenge ?? null,
    requestMeta: context.requestMeta,
  };
}
