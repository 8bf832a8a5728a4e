import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { Refusal } from '../core/errors.js';
import type { Viewer } from '../core/viewer.js';
import type { RequestContext } from '../platform/graphql/context.js';
import { MessagePayload } from '../platform/graphql/message-payload.type.js';
import { Public } from '../platform/graphql/public.js';
import { CurrentViewer } from '../platform/graphql/viewer.decorator.js';
import { endByEach, logoutProofs } from './logout-proofs.js';
import { LogoutInput, RefreshTokenInput } from './session.input.js';
import { AuthPayload, Session } from './session.type.js';
import type { SessionEndings } from './session-endings.service.js';
import type { SessionRotation } from './session-rotation.service.js';
import type { Sessions } from './sessions.service.js';
import { answerSignedIn } from './signed-in-answer.js';

@Resolver(() => User)
export class SessionsResolver {
  constructor(
    private readonly deps: { sessions: Sessions; rotation: SessionRotation; endings: SessionEndings },
  ) {}

  @FieldResolver(() => [Session], {
    description:
      'Where the user is signed in, the last used first, at most 100; visible to themselves alone.',
  })
  async sessions(@Root() user: User, @Ctx() context: RequestContext): Promise<Session[]> {
    const viewer = await context.requireViewer();
    if (viewer.account.id !== user.id) throw new Refusal('FORBIDDEN');
    const sessions = await this.deps.sessions.list(viewer);
    return sessions.map((session) => ({ ...session, current: session.id === viewer.sessionId }));
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Trades a refresh token for the next pair of tokens. The one before stays good for a moment, and for a day ' +
      'while no access token of the answer was used, so that two tabs or a lost answer sign nobody out; anything ' +
      'older ends the session with `TOKEN_REUSED`. Without an input, the token is the one in the cookie, and so is the next.',
  })
  async refreshToken(
    @Arg('input', () => RefreshTokenInput, { nullable: true }) input: RefreshTokenInput | null,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const { tokenToRefresh, wanted } = context.refreshCookie;
    const refreshToken = input?.refreshToken ?? tokenToRefresh;
    if (refreshToken === null) throw new Refusal('UNAUTHENTICATED');
    const signedIn = await this.deps.rotation.refresh(refreshToken, context.origin);
    // A token from the cookie is answered in the cookie: a malicious script must not get it in the body.
    return answerSignedIn(signedIn, context, wanted || !input);
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description:
      'Ends the session of the access token or of the refresh token, or every session of the user. Without a ' +
      'refresh token in the input, the one in the cookie counts, and the cookie ends with it.',
  })
  async logout(
    @Arg('input', () => LogoutInput, { nullable: true }) input: LogoutInput | null,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const stated = input?.refreshToken ?? null;
    const end = input?.everywhere ? 'logoutEverywhere' : 'logout';
    await endByEach(logoutProofs(stated, context), (proof) => this.deps.endings[end](proof, context.origin));
    const { refreshCookie } = context;
    if (refreshCookie.wanted || (stated === null && refreshCookie.token !== null)) refreshCookie.clear();
    return context.answer(end);
  }

  @Mutation(() => MessagePayload, { description: 'Ends one session of the signed-in user.' })
  async revokeSession(
    @Arg('id', () => ID) id: string,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.endings.revoke(viewer, id, context.origin);
    return context.answer('sessionRevoked');
  }

  @Mutation(() => MessagePayload, { description: 'Ends every session of the signed-in user but this one.' })
  async revokeOtherSessions(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.endings.revokeOthers(viewer, context.origin);
    return context.answer('otherSessionsRevoked');
  }
}
