import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { isService, type Viewer } from '../../core/viewer.js';
import type { Identities } from '../../credentials/identities/identities.service.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { AuthPayload } from '../../sessions/session.type.js';
import { answerSignedIn } from '../../sessions/signed-in-answer.js';
import { Identity, UnlinkProviderPayload } from './identity.type.js';
import { CompleteSignUpInput, UnlinkProviderInput } from './identity-sign-in.input.js';
import type { IdentitySignUps } from './identity-sign-ups.service.js';
import type { OwnIdentities } from './own-identities.service.js';

@Resolver(() => User)
export class IdentitySignInResolver {
  constructor(
    private readonly deps: {
      identities: Identities;
      identitySignUps: IdentitySignUps;
      ownIdentities: OwnIdentities;
    },
  ) {}

  @FieldResolver(() => [Identity], {
    nullable: true,
    description:
      'The accounts at sign-in providers that are linked to the user, the oldest first, ten at most. Null for every ' +
      'other user, administrators included.',
  })
  async identities(@Root() { id }: User, @Ctx() context: RequestContext): Promise<Identity[] | null> {
    const reader = await context.requirePrincipal();
    return !isService(reader) && reader.account.id === id
      ? this.deps.identities.list(reader.account.id)
      : null;
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Creates the account of a user who signed in with a provider for the first time, and opens its first session. ' +
      'Needs no token. A refusal leaves the challenge valid, for five attempts in all. Fails with `TOKEN_INVALID` ' +
      'if the challenge is unknown, used up or expired, `USERNAME_TAKEN`, `EMAIL_TAKEN`, `INVALID_REFERRAL_CODE`, or ' +
      '`IDENTITY_TAKEN` if the account at the provider has a user by now. With `EMAIL_NOT_VERIFIED` and `registered`, ' +
      'the account exists, and the user signs in after opening the mailed link.',
  })
  async completeSignUp(
    @Arg('input', () => CompleteSignUpInput) input: CompleteSignUpInput,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const request = { ...input, deviceToken: context.shownDevice(input.deviceToken) };
    const signedIn = await this.deps.identitySignUps.complete(request, context.requestMeta);
    return answerSignedIn(signedIn, context, 'registered');
  }

  @Fresh()
  @Mutation(() => UnlinkProviderPayload, {
    description:
      'Removes an account at a sign-in provider from the signed-in user, and ends every other session. Needs an access ' +
      'token; the session must be fresh. Fails with `STEP_UP_REQUIRED`, `NOT_FOUND`, or `FORBIDDEN` if the user could ' +
      'not sign in any more.',
  })
  async unlinkProvider(
    @Arg('input', () => UnlinkProviderInput) { id }: UnlinkProviderInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<UnlinkProviderPayload> {
    const user = await this.deps.ownIdentities.unlink(viewer, id, context.requestMeta);
    return { ...context.answer('providerUnlinked'), id, user };
  }
}
