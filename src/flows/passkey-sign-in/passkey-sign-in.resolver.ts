import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import { SignInWithPasskeyInput, StartPasskeySignInInput } from './passkey-sign-in.input.js';
import type { PasskeySignIn } from './passkey-sign-in.service.js';
import { StartPasskeySignInPayload } from './passkey-sign-in.type.js';

@Resolver()
export class PasskeySignInResolver {
  constructor(private readonly deps: { passkeySignIn: PasskeySignIn }) {}

  @Public()
  @Mutation(() => StartPasskeySignInPayload, {
    description:
      'Begins a sign-in with a passkey: without a username, also for the autofill of a form (conditional UI), ' +
      'or as the second factor after `MFA_REQUIRED`. Needs no token. Fails with `TOKEN_INVALID` for a ' +
      '`challenge` that is unknown, used or too old.',
  })
  async startPasskeySignIn(
    @Arg('input', () => StartPasskeySignInInput, { nullable: true }) input: StartPasskeySignInInput | null,
    @Ctx() context: RequestContext,
  ): Promise<StartPasskeySignInPayload> {
    const ceremony = await this.deps.passkeySignIn.start(input?.challenge ?? null);
    return { ...context.answer('passkeySignInStarted'), ...ceremony };
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Signs in with a passkey, and opens a session. A passkey that verifies its user counts as two factors. ' +
      'Needs no token. Fails with `INVALID_CREDENTIALS` for every passkey and signature that is not accepted, ' +
      '`TOKEN_INVALID` for a `challenge` that is unknown, used or too old, `ACCOUNT_SUSPENDED` or ' +
      '`EMAIL_NOT_VERIFIED`.',
  })
  async signInWithPasskey(
    @Arg('input', () => SignInWithPasskeyInput) input: SignInWithPasskeyInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const deviceToken = context.shownDevice(input.deviceToken);
    const trustedDevice = context.shownTrust(input.trustedDevice);
    const request = { ...input, deviceToken, trustedDevice };
    const signedIn = await this.deps.passkeySignIn.finish(request, context.requestMeta);
    return answerSignedIn(signedIn, context, 'loggedIn');
  }
}
