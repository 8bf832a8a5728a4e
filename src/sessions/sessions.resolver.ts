import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../accounts/users/user.type.js';
import { acrOf, asLevel } from '../core/assurance.js';
import { AuthError } from '../core/errors.js';
import { isService, type Viewer } from '../core/viewer.js';
import type { RequestContext } from '../platform/graphql/context.js';
import { BeforeEnrolment, Public } from '../platform/graphql/public.js';
import { CurrentViewer } from '../platform/graphql/viewer.decorator.js';
import { endByEach, logoutProofs } from './logout-proofs.js';
import { LogoutInput, RefreshTokenInput, RevokeSessionInput } from './session.input.js';
import {
  AuthPayload,
  LogoutPayload,
  RevokeOtherSessionsPayload,
  RevokeSessionPayload,
  Session,
} from './session.type.js';
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
    nullable: true,
    description:
      'The sessions of the user, the last used first, 100 at most. Null for every other user, administrators included.',
  })
  async sessions(@Root() user: User, @Ctx() context: RequestContext): Promise<Session[] | null> {
    const viewer = await context.requirePrincipal();
    if (isService(viewer) || viewer.account.id !== user.id) return null;
    const sessions = await this.deps.sessions.list(viewer);
    return sessions.map(({ level, ...session }) => ({
      ...session,
      acr: acrOf(asLevel(level)),
      current: session.id === viewer.sessionId,
    }));
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
    return answerSignedIn(signedIn, context, 'tokenRefreshed', wanted || !input);
  }

  @Public()
  @Mutation(() => LogoutPayload, {
    description:
      'Ends the session of the access token or of the refresh token, or all sessions of the user. Without ' +
      'a refresh token in the input, the one in the cookie is used, and the cookie is deleted. Needs one ' +
      'of these tokens; fails with `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `TOKEN_INVALID` or `TOKEN_REUSED`.',
  })
  async logout(
    @Arg('input', () => LogoutInput, { nullable: true }) input: LogoutInput | null,
    @Ctx() context: RequestContext,
  ): Promise<LogoutPayload> {
    const stated = input?.refreshToken ?? null;
    const end = input?.everywhere ? 'logoutEverywhere' : 'logout';
    await endByEach(logoutProofs(stated, context), (proof) =>
      this.deps.endings[end](proof, context.requestMeta),
    );
    const { refreshCookie } = context;
    if (refreshCookie.wanted || (stated === null && refreshCookie.token !== null)) refreshCookie.clear();
    return context.answer(end);
  }

  @BeforeEnrolment()
  @Mutation(() => RevokeSessionPayload, {
    description: 'Ends one session of the signed-in user. Needs an access token. Fails with `NOT_FOUND`.',
  })
  async revokeSession(
    @Arg('input', () => RevokeSessionInput) { sessionId }: RevokeSessionInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RevokeSessionPayload> {
    await this.deps.endings.revoke(viewer, sessionId, context.requestMeta);
    return { ...context.answer('sessionRevoked'), sessionId };
  }

  @BeforeEnrolment()
  @Mutation(() => RevokeOtherSessionsPayload, {
    description: 'Ends all sessions of the signed-in user except the current one. Needs an access token.',
  })
  async revokeOtherSessions(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RevokeOtherSessionsPayload> {
    await this.deps.endings.revokeOthers(viewer, context.requestMeta);
    return { ...context.answer('otherSessionsRevoked'), user: viewer.account };
  }
}
