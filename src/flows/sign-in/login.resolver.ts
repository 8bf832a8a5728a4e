import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import { LoginInput } from './login.input.js';
import type { Login } from './login.service.js';
import { targetOf } from './target.js';

@Resolver()
export class LoginResolver {
  constructor(private readonly deps: { login: Login }) {}

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Signs in with a username or email address and a password, and opens a session. Needs no token. ' +
      'Fails with `INVALID_CREDENTIALS`, `ACCOUNT_SUSPENDED` or `EMAIL_NOT_VERIFIED`, or with `MFA_REQUIRED` if the ' +
      'user has a second factor and does not trust this device: `signInWithTotp` or another operation then finishes ' +
      'the sign-in.',
  })
  async login(
    @Arg('input', () => LoginInput) input: LoginInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const target = await targetOf(input, context);
    const request = { ...input, trustedDevice: context.shownTrust(input.trustedDevice) };
    const signedIn = await this.deps.login.login(request, target, context.requestMeta);
    return answerSignedIn(signedIn, context, 'loggedIn');
  }
}
