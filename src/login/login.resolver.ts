import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { LimitedBy } from '../graphql/limited.js';
import { Public } from '../graphql/public.js';
import { AuthPayload } from '../sessions/session.type.js';
import { answerSignedIn } from '../sessions/signed-in-answer.js';
import { identifierKey } from '../users/identifier.js';
import { LoginInput } from './login.input.js';
import type { Login } from './login.service.js';

@Resolver()
export class LoginResolver {
  constructor(private readonly deps: { login: Login }) {}

  @Public()
  @LimitedBy<{ input: LoginInput }>(({ input }) => identifierKey(input.usernameOrEmail))
  @Mutation(() => AuthPayload, { description: 'Opens a session for who knows the password.' })
  async login(
    @Arg('input', () => LoginInput) input: LoginInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.deps.login.login(input, context.origin);
    return answerSignedIn(signedIn, context);
  }
}
