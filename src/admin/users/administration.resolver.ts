import { Arg, Args, Ctx, Mutation, Resolver } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import type { Viewer } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { MessagePayload } from '../../platform/graphql/message-payload.type.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import {
  AdjustBalanceInput,
  DecisionArgs,
  SetUserRoleArgs,
  SuspendUserInput,
} from './administration.input.js';
import type { Administration } from './administration.service.js';

@Resolver()
export class AdministrationResolver {
  constructor(private readonly deps: { administration: Administration }) {}

  @AdminOnly()
  @Mutation(() => User, {
    description:
      'Keeps a user out, at once and everywhere: every session and mailed link ends. Once more, it changes end and reason.',
  })
  suspendUser(
    @Arg('input', () => SuspendUserInput) input: SuspendUserInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { origin }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.suspend(viewer, input, origin);
  }

  @AdminOnly()
  @Mutation(() => User, {
    description: 'Lets a suspended user sign in again. Sessions and links that were ended stay so.',
  })
  reinstateUser(
    @Args(() => DecisionArgs) decision: DecisionArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { origin }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.reinstate(viewer, decision, origin);
  }

  @AdminOnly()
  @Mutation(() => User, {
    description: 'Says what a user may do, from their next operation on. One administrator always remains.',
  })
  setUserRole(
    @Args(() => SetUserRoleArgs) decision: SetUserRoleArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { origin }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.setRole(viewer, decision, origin);
  }

  @AdminOnly()
  @Mutation(() => MessagePayload, { description: 'Signs a user out everywhere.' })
  async revokeUserSessions(
    @Args(() => DecisionArgs) decision: DecisionArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.administration.revokeSessions(viewer, decision, context.origin);
    return context.answer('userSessionsRevoked');
  }

  @AdminOnly()
  @Mutation(() => User, { description: 'Adds to a balance of a user, or takes what is there.' })
  adjustBalance(
    @Arg('input', () => AdjustBalanceInput) input: AdjustBalanceInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { origin }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.adjustBalance(viewer, input, origin);
  }
}
