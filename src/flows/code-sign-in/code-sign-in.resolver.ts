import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { findProblems } from '../../platform/graphql/input-problems.js';
import { Public } from '../../platform/graphql/public.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import type { CodeRequests } from './code-requests.service.js';
import { RegisterWithCodeInput, RequestSignInCodeInput, SignInWithCodeInput } from './code-sign-in.input.js';
import type { CodeSignIn } from './code-sign-in.service.js';
import { RegisterWithCodePayload, RequestSignInCodePayload } from './code-sign-in.type.js';

@Resolver()
export class CodeSignInResolver {
  constructor(private readonly deps: { codeRequests: CodeRequests; codeSignIn: CodeSignIn }) {}

  @Public()
  @Mutation(() => RequestSignInCodePayload, {
    description:
      'Mails a code to sign in with `signInWithCode`, if an account has this email address. The answer does not reveal ' +
      'whether one has. The code works only together with the `challenge` of this answer. Needs no token. Fails with ' +
      '`FORBIDDEN` and the reason `mailedCodesOff` if the service mails no codes.',
  })
  async requestSignInCode(
    @Arg('input', () => RequestSignInCodeInput) input: RequestSignInCodeInput,
    @Ctx() context: RequestContext,
  ): Promise<RequestSignInCodePayload> {
    const fromKnownDevice = await isKnown(input, context);
    const code = await this.deps.codeRequests.request({ ...input, fromKnownDevice }, context.requestMeta);
    return { ...context.answer('signInCodeSent'), ...code };
  }

  @Public()
  @Mutation(() => RegisterWithCodePayload, {
    description:
      'Mails a code that creates an account with `signInWithCode`. Nothing is created before. For an address that has ' +
      'an account, it mails a code to sign in instead, and the answer is the same. Needs no token. Fails with ' +
      '`USERNAME_TAKEN` or `INVALID_REFERRAL_CODE`, or with `FORBIDDEN` and the reason `codeRegistrationOff` if the ' +
      'service mails no such codes.',
  })
  async registerWithCode(
    @Arg('input', () => RegisterWithCodeInput, { validate: false }) input: RegisterWithCodeInput,
    @Ctx() context: RequestContext,
  ): Promise<RegisterWithCodePayload> {
    const fromKnownDevice = await isKnown(input, context);
    const code = await this.deps.codeRequests.register(
      { ...input, fromKnownDevice },
      await findProblems(input),
      context.requestMeta,
    );
    return { ...context.answer('signInCodeSent'), ...code };
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Signs in, or creates the account of `registerWithCode`, with a mailed code, and opens a session. Needs no token. ' +
      'Each code works once, and each challenge allows five attempts. A user with a second factor gets `MFA_REQUIRED`. ' +
      'Fails with `INVALID_CODE`, with `TOKEN_INVALID` if the challenge is unknown, used up or expired, or with ' +
      '`FORBIDDEN` and the reason `mailedCodesOff` if the service takes no codes. For a new ' +
      'account, `USERNAME_TAKEN` leaves the code valid for another `username`, and `EMAIL_TAKEN` means that the address ' +
      'got an account meanwhile. `FORBIDDEN`, with the reason `mailedCodesOff`, means that the service mails no codes.',
  })
  async signInWithCode(
    @Arg('input', () => SignInWithCodeInput) input: SignInWithCodeInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const shown = context.shownDevice(input.deviceToken);
    const request = { ...input, trustedDevice: context.shownTrust(input.trustedDevice) };
    const { signedIn, isNew } = await this.deps.codeSignIn.signIn(request, shown, context.requestMeta);
    return answerSignedIn(signedIn, context, isNew ? 'registered' : 'loggedIn');
  }
}

/** Whether the account with this address knows the device, as the rate limit found it. */
async function isKnown(
  { email, deviceToken }: { email: string; deviceToken?: string | null },
  context: RequestContext,
): Promise<boolean> {
  return (await context.signInTarget(email, deviceToken)).device !== null;
}
