import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { Public } from '../graphql/public.js';
import { AuthPayload } from '../sessions/session.type.js';
import { LoginInput } from './login.input.js';
import type { Login } from './login.service.js';

@Resolver()
export class LoginResolver {
  constructor(private readonly deps: { login: Login }) {}

  @Public()
  @Mutation(() => AuthPayload, { description: 'Opens a session for who knows the password.' })
  async login(
    @Arg('input', () => LoginInput) input: LoginInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.deps.login.login(input, context.origin);
    context.signIn(signedIn.viewer);
    return AuthPayload.of(signedIn);
  }
}
