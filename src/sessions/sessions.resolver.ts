import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { AuthError } from '../core/errors.js';
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
      'The sessions of the user, the last used first, 100 at most. Only the user can read them; other users get `FORBIDDEN`.',
  })
  async sessions(@Root() user: User, @Ctx() context: RequestContext): Promise<Session[]> {
    const viewer = await context.requireViewer();
    if (viewer.account.id !== user.id) throw new AuthError('FORBIDDEN');
    const sessions = await this.deps.sessions.list(viewer);
    return sessions.map((session) => ({ ...session, current: session.id === viewer.sessionId }));
  }

  @Public()
  @Mutation(() => AuthPayload, {
    description:
      'Returns the next access token and refresh token for a refresh token, from the input or from the ' +
      'cookie. The previous refresh token still works for a few seconds, and longer while no token of the ' +
      'new pair was used; an older one ends the session with `TOKEN_REUSED`. Needs no access token; also ' +
      'fails with `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `ACCOUNT_SUSPENDED` or ' +
      '`EMAIL_NOT_VERIFIED`.',
  })
  async refreshToken(
    @Arg('input', () => RefreshTokenInput, { nullable: true }) input: RefreshTokenInput | null,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    const { tokenToRefresh, wanted } = context.refreshCookie;
    const refreshToken = input?.refreshToken ?? tokenToRefresh;
    if (refreshToken === null) throw new AuthError('UNAUTHENTICATED');
    const signedIn = await this.deps.rotation.refresh(refreshToken, context.requestMeta);
    // A token from the cookie is answered in the cookie: a malicious script must not get it in the body.
    return answerSignedIn(signedIn, context, wanted || !input);
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description:
      'Ends the session of the access token or of the refresh token, or all sessions of the user. Without ' +
      'a refresh token in the input, the one in the cookie is used, and the cookie is deleted. Needs one ' +
      'of these tokens; fails with `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `TOKEN_INVALID` or `TOKEN_REUSED`.',
  })
  async logout(
    @Arg('input', () => LogoutInput, { nullable: true }) input: LogoutInput | null,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const stated = input?.refreshToken ?? null;
    const end = input?.everywhere ? 'logoutEverywhere' : 'logout';
    await endByEach(logoutProofs(stated, context), (proof) =>
      this.deps.endings[end](proof, context.requestMeta),
    );
    const { refreshCookie } = context;
    if (refreshCookie.wanted || (stated === null && refreshCookie.token !== null)) refreshCookie.clear();
    return context.answer(end);
  }

  @Mutation(() => MessagePayload, {
    description: 'Ends one session of the signed-in user. Needs an access token. Fails with `NOT_FOUND`.',
  })
  async revokeSession(
    @Arg('id', () => ID, { description: 'The id of the session to end.' }) id: string,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.endings.revoke(viewer, id, context.requestMeta);
    return context.answer('sessionRevoked');
  }

  @Mutation(() => MessagePayload, {
    description: 'Ends all sessions of the signed-in user except the current one. Needs an access token.',
  })
  async revokeOtherSessions(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.endings.revokeOthers(viewer, context.requestMeta);
    return context.answer('otherSessionsRevoked');
  }
}
