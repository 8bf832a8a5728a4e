import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { shownTo } from '../../accounts/users/public-profile.js';
import { ADMINISTRATION } from '../../core/freshness.js';
import type { Principal, Viewer } from '../../core/viewer.js';
import { AdminOnly } from '../../platform/graphql/admin-only.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { OpenedBy } from '../../platform/graphql/opened-by.js';
import { CurrentPrincipal, CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import {
  AdjustBalanceInput,
  ReinstateUserInput,
  ResetSecondFactorsInput,
  RevokeUserSessionsInput,
  SetUserRoleInput,
  SuspendUserInput,
} from './administration.input.js';
import type { Administration } from './administration.service.js';
import {
  AdjustBalancePayload,
  ReinstateUserPayload,
  ResetSecondFactorsPayload,
  RevokeUserSessionsPayload,
  SetUserRolePayload,
  SuspendUserPayload,
} from './administration.type.js';

@Resolver()
export class AdministrationResolver {
  constructor(private readonly deps: { administration: Administration }) {}

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @OpenedBy('users:write')
  @Mutation(() => SuspendUserPayload, {
    description:
      'Suspends a user and ends all their sessions and mailed links; a second suspension replaces the end ' +
      'and the reason of the first. Needs the access token of an administrator, or a service key with the ' +
      'scope `USERS_WRITE`. Fails with `NOT_FOUND`, `STEP_UP_REQUIRED`, or with `FORBIDDEN`, also for the last administrator ' +
      'and for oneself.',
  })
  async suspendUser(
    @Arg('input', () => SuspendUserInput) input: SuspendUserInput,
    @CurrentPrincipal() actor: Principal,
    @Ctx() context: RequestContext,
  ): Promise<SuspendUserPayload> {
    const user = await this.deps.administration.suspend(actor, input, context.requestMeta);
    return { ...context.answer('userSuspended'), user: shownTo(actor, user) };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @OpenedBy('users:write')
  @Mutation(() => ReinstateUserPayload, {
    description:
      'Ends the suspension of a user, who can then sign in again; sessions and links that the suspension ' +
      'ended stay ended. Needs the access token of an administrator, or a service key with the scope ' +
      '`USERS_WRITE`. Fails with `FORBIDDEN`, `STEP_UP_REQUIRED` or `NOT_FOUND`.',
  })
  async reinstateUser(
    @Arg('input', () => ReinstateUserInput) input: ReinstateUserInput,
    @CurrentPrincipal() actor: Principal,
    @Ctx() context: RequestContext,
  ): Promise<ReinstateUserPayload> {
    const user = await this.deps.administration.reinstate(actor, input, context.requestMeta);
    return { ...context.answer('userReinstated'), user: shownTo(actor, user) };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @Mutation(() => SetUserRolePayload, {
    description:
      'Sets the role of a user, with effect from their next request. Needs the access token of an ' +
      'administrator. Fails with `NOT_FOUND`, `STEP_UP_REQUIRED`, or `FORBIDDEN`, also if no administrator would remain or ' +
      'if a new one has no second factor.',
  })
  async setUserRole(
    @Arg('input', () => SetUserRoleInput) input: SetUserRoleInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<SetUserRolePayload> {
    const user = await this.deps.administration.setRole(viewer, input, context.requestMeta);
    return { ...context.answer('userRoleChanged'), user };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @OpenedBy('users:write')
  @Mutation(() => RevokeUserSessionsPayload, {
    description:
      'Ends all sessions of a user. Needs the access token of an administrator, or a service key with the ' +
      'scope `USERS_WRITE`. Fails with `FORBIDDEN`, `STEP_UP_REQUIRED` or `NOT_FOUND`.',
  })
  async revokeUserSessions(
    @Arg('input', () => RevokeUserSessionsInput) input: RevokeUserSessionsInput,
    @CurrentPrincipal() actor: Principal,
    @Ctx() context: RequestContext,
  ): Promise<RevokeUserSessionsPayload> {
    const user = await this.deps.administration.revokeSessions(actor, input, context.requestMeta);
    return { ...context.answer('userSessionsRevoked'), user: shownTo(actor, user) };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @Mutation(() => ResetSecondFactorsPayload, {
    description:
      'Removes every second factor, recovery code and trusted device of another user, and ends all their sessions. ' +
      'The user gets a mail. Needs the access token of an administrator. Fails with `NOT_FOUND`, ' +
      '`STEP_UP_REQUIRED`, or `FORBIDDEN`, also for oneself.',
  })
  async resetSecondFactors(
    @Arg('input', () => ResetSecondFactorsInput) input: ResetSecondFactorsInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ResetSecondFactorsPayload> {
    const user = await this.deps.administration.resetSecondFactors(viewer, input, context.requestMeta);
    return { ...context.answer('secondFactorsReset'), user };
  }

  @AdminOnly()
  @Fresh(ADMINISTRATION)
  @OpenedBy('users:write')
  @Mutation(() => AdjustBalancePayload, {
    description:
      'Adds an amount to a balance of a user; a negative amount is subtracted. Needs the access token of ' +
      'an administrator, or a service key with the scope `USERS_WRITE`. Fails with `FORBIDDEN`, `STEP_UP_REQUIRED` or ' +
      '`NOT_FOUND`, or with `BAD_USER_INPUT` if the balance is too low.',
  })
  async adjustBalance(
    @Arg('input', () => AdjustBalanceInput) input: AdjustBalanceInput,
    @CurrentPrincipal() actor: Principal,
    @Ctx() context: RequestContext,
  ): Promise<AdjustBalancePayload> {
    const user = await this.deps.administration.adjustBalance(actor, input, context.requestMeta);
    return { ...context.answer('balanceAdjusted'), user: shownTo(actor, user) };
  }
}
