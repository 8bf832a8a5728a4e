import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { LimitedBy } from '../../platform/graphql/limited.js';
import { Public } from '../../platform/graphql/public.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import { LoginInput } from './login.input.js';
import type { Login } from './login.service.js';

@Resolver()
export class LoginResolver {
  constructor(private readonly deps: { login: Login }) {}

  @Public()
  @LimitedBy<{ input: LoginInput }>(async ({ input }, context) => {
    const { userId, guessKey, device } = await targetOf(input, context);
    return device === null || userId === null ? guessKey : { knownDevice: userId };
  })
  @Mutation(() => AuthPayload, {
    description:
      'Signs in with a username or email address and a password. The device becomes a known one: keep `deviceToken` ' +
      'and send it with the next sign-in.',
  })
  async login(
    @Arg('input', () => LoginInput) input: LoginInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const target = await targetOf(input, context);
    const signedIn = await this.deps.login.login(input, target, context.origin);
    return answerSignedIn(signedIn, context);
  }
}

function targetOf(input: LoginInput, context: RequestContext): Promise<SignInTarget> {
  return context.signInTarget(input.usernameOrEmail, input.deviceToken);
}
