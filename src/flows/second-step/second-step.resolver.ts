import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import type { RecoverySignIn } from './recovery-sign-in.service.js';
import { SignInWithRecoveryCodeInput, SignInWithTotpInput } from './second-step.input.js';
import type { TotpSignIn } from './totp-sign-in.service.js';

@Resolver()
export class SecondStepResolver {
  constructor(private readonly deps: { totpSignIn: TotpSignIn; recoverySignIn: RecoverySignIn }) {}

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Finishes a sign-in that asked for a second factor, with the code of an authenticator app. Needs no token. Each ' +
      'code works once, and each challenge allows five attempts. Fails with `INVALID_CODE`, or with `TOKEN_INVALID` ' +
      'if the challenge is unknown, used up or expired.',
  })
  async signInWithTotp(
    @Arg('input', () => SignInWithTotpInput) input: SignInWithTotpInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const shown = context.shownDevice(input.deviceToken);
    const signedIn = await this.deps.totpSignIn.signIn(input, shown, context.requestMeta);
    return answerSignedIn(signedIn, context, 'loggedIn');
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Finishes a sign-in that asked for a second factor, with a recovery code, which is then used up. The session can ' +
      'do little more than add a new factor and remove the lost one. Needs no token. Fails with `INVALID_CODE`, or ' +
      'with `TOKEN_INVALID` if the challenge is unknown, used up or expired.',
  })
  async signInWithRecoveryCode(
    @Arg('input', () => SignInWithRecoveryCodeInput) input: SignInWithRecoveryCodeInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const shown = context.shownDevice(input.deviceToken);
    const signedIn = await this.deps.recoverySignIn.signIn(input, shown, context.requestMeta);
    return answerSignedIn(signedIn, context, 'loggedIn');
  }
}
