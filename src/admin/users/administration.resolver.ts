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
      'Suspends a user and ends all their sessions and mailed links; a second suspension replaces the end ' +
      'and the reason of the first. Needs the access token of an administrator. Fails with `NOT_FOUND`, or ' +
      'with `FORBIDDEN`, also for the last administrator and for oneself.',
  })
  suspendUser(
    @Arg('input', () => SuspendUserInput) input: SuspendUserInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { requestMeta }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.suspend(viewer, input, requestMeta);
  }

  @AdminOnly()
  @Mutation(() => User, {
    description:
      'Ends the suspension of a user, who can then sign in again; sessions and links that the suspension ' +
      'ended stay ended. Needs the access token of an administrator. Fails with `FORBIDDEN` or ' +
      '`NOT_FOUND`.',
  })
  reinstateUser(
    @Args(() => DecisionArgs) decision: DecisionArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { requestMeta }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.reinstate(viewer, decision, requestMeta);
  }

  @AdminOnly()
  @Mutation(() => User, {
    description:
      'Sets the role of a user, with effect from their next request. Needs the access token of an ' +
      'administrator. Fails with `NOT_FOUND`, or with `FORBIDDEN`, also if no administrator would remain.',
  })
  setUserRole(
    @Args(() => SetUserRoleArgs) decision: SetUserRoleArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { requestMeta }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.setRole(viewer, decision, requestMeta);
  }

  @AdminOnly()
  @Mutation(() => MessagePayload, {
    description:
      'Ends all sessions of a user. Needs the access token of an administrator. Fails with `FORBIDDEN` or `NOT_FOUND`.',
  })
  async revokeUserSessions(
    @Args(() => DecisionArgs) decision: DecisionArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<MessagePayload> {
    await this.deps.administration.revokeSessions(viewer, decision, context.requestMeta);
    return context.answer('userSessionsRevoked');
  }

  @AdminOnly()
  @Mutation(() => User, {
    description:
      'Adds an amount to a balance of a user; a negative amount is subtracted. Needs the access token of ' +
      'an administrator. Fails with `FORBIDDEN` or `NOT_FOUND`, or with `BAD_USER_INPUT` if the balance is ' +
      'too low.',
  })
  adjustBalance(
    @Arg('input', () => AdjustBalanceInput) input: AdjustBalanceInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { requestMeta }: RequestContext,
  ): Promise<User> {
    return this.deps.administration.adjustBalance(viewer, input, requestMeta);
  }
}
