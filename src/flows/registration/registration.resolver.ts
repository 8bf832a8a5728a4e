import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { findProblems } from '../../platform/graphql/input-problems.js';
import { Public } from '../../platform/graphql/public.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import { RegisterInput } from './registration.input.js';
import type { Registration } from './registration.service.js';

@Resolver()
export class RegistrationResolver {
  constructor(private readonly deps: { registration: Registration }) {}

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Creates an account and opens its first session. Reports all problems of the input in one answer. Needs ' +
      'no token. Fails with `WEAK_PASSWORD`, `USERNAME_TAKEN`, `EMAIL_TAKEN` or `INVALID_REFERRAL_CODE`. With ' +
      '`EMAIL_NOT_VERIFIED` and `registered`, the account exists, and the user signs in after opening the ' +
      'mailed link.',
  })
  async register(
    @Arg('input', () => RegisterInput, { validate: false }) input: RegisterInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.deps.registration.register(
      { ...input, deviceToken: context.shownDevice(input.deviceToken) },
      await findProblems(input),
      context.requestMeta,
    );
    return answerSignedIn(signedIn, context, 'registered');
  }
}
