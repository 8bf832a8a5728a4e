import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Refusal } from '../core/errors.js';
import type { Viewer } from '../core/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { MessagePayload } from '../graphql/message-payload.type.js';
import { Public } from '../graphql/public.js';
import { CurrentViewer } from '../graphql/viewer.decorator.js';
import { User } from '../users/user.type.js';
import { LogoutInput, RefreshTokenInput } from './session.input.js';
import { AuthPayload, Session } from './session.type.js';
import type { SessionEndings } from './session-endings.service.js';
import type { SessionRotation } from './session-rotation.service.js';
import type { Sessions } from './sessions.service.js';

@Resolver(() => User)
export class SessionsResolver {
  constructor(
    private readonly deps: { sessions: Sessions; rotation: SessionRotation; endings: SessionEndings },
  ) {}

  @FieldResolver(() => [Session], {
    description: 'Where the user is signed in; visible to themselves alone.',
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
      'Trades a refresh token for the next pair of tokens. The one before stays good for a moment, so that two ' +
      'tabs or a lost answer sign nobody out; anything older ends the session with `TOKEN_REUSED`.',
  })
  async refreshToken(
    @Arg('input', () => RefreshTokenInput, { nullable: true }) input: RefreshTokenInput | null,
    @Ctx() context: RequestContext,
  ): Promise<AuthPayload> {
    if (!input) throw new Refusal('UNAUTHENTICATED');
    const signedIn = await this.deps.rotation.refresh(input.refreshToken, context.origin);
    context.signIn(signedIn.viewer);
    return AuthPayload.of(signedIn);
  }

  @Public()
  @Mutation(() => MessagePayload, {
    description:
      'Ends the session of the access token or of the refresh token, or every session of the user.',
  })
  async logout(
    @Arg('input', () => LogoutInput, { nullable: true }) input: LogoutInput | null,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    const proof = { accessToken: context.bearer, refreshToken: input?.refreshToken ?? null };
    if (input?.everywhere) {
      await this.deps.endings.logoutEverywhere(proof, context.origin);
      return context.answer('logoutEverywhere');
    }
    await this.deps.endings.logout(proof, context.origin);
    return context.answer('logout');
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
