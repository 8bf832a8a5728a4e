import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { OWN_FACTORS } from '../../core/freshness.js';
import type { Viewer } from '../../core/viewer.js';
import { factorNameOf } from '../../credentials/second-factors/factor-name.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { FactorRemovals } from './factor-removals.service.js';
import type { RemovingFactors } from './removing-factors.service.js';
import {
  ConfirmTotpEnrolmentInput,
  RemoveTotpInput,
  RenameTotpInput,
  StartTotpEnrolmentInput,
} from './second-factors.input.js';
import {
  ConfirmTotpEnrolmentPayload,
  RemoveTotpPayload,
  RenameTotpPayload,
  StartTotpEnrolmentPayload,
} from './second-factors.type.js';
import type { TotpEnrolment } from './totp-enrolment.service.js';

@Resolver()
export class TotpFactorsResolver {
  constructor(
    private readonly deps: {
      totpEnrolment: TotpEnrolment;
      removingFactors: RemovingFactors;
      factorRemovals: FactorRemovals;
    },
  ) {}

  @Fresh(OWN_FACTORS)
  @BeforeEnrolment()
  @Mutation(() => StartTotpEnrolmentPayload, {
    description:
      'Makes the secret of a new authenticator app and tells it once. Nothing changes before `confirmTotpEnrolment`. ' +
      'Needs an access token; fails with `STEP_UP_REQUIRED` if the session is not fresh, or with `FORBIDDEN` if the ' +
      'user has five apps. Administrators without a second factor send a code, otherwise it fails with `FORBIDDEN` or ' +
      '`INVALID_CODE`.',
  })
  async startTotpEnrolment(
    @Arg('input', () => StartTotpEnrolmentInput) { name, enrolmentCode }: StartTotpEnrolmentInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StartTotpEnrolmentPayload> {
    const started = await this.deps.totpEnrolment.start(viewer, factorNameOf(name), enrolmentCode);
    return { ...context.answer('totpEnrolmentStarted'), ...started };
  }

  @Fresh(OWN_FACTORS)
  @BeforeEnrolment()
  @Mutation(() => ConfirmTotpEnrolmentPayload, {
    description:
      'Adds the authenticator app of `startTotpEnrolment` with its first code. Sign-ins then ask for a second factor. ' +
      'With the first factor the user gets recovery codes, and every other session ends. Only the session that began can ' +
      'finish. Needs an access token; fails with `STEP_UP_REQUIRED` if the session is not fresh, with `INVALID_CODE`, with `NOT_FOUND` if the enrolment has expired, or with `FORBIDDEN` if the user has five apps.',
  })
  async confirmTotpEnrolment(
    @Arg('input', () => ConfirmTotpEnrolmentInput) input: ConfirmTotpEnrolmentInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ConfirmTotpEnrolmentPayload> {
    const { account, recoveryCodes } = await this.deps.totpEnrolment.confirm(
      viewer,
      input,
      context.requestMeta,
    );
    return { ...context.answer('totpAdded'), recoveryCodes, user: account };
  }

  @Mutation(() => RenameTotpPayload, {
    description: 'Renames an authenticator app. Needs an access token; fails with `NOT_FOUND`.',
  })
  async renameTotp(
    @Arg('input', () => RenameTotpInput) { id, name }: RenameTotpInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RenameTotpPayload> {
    const app = await this.deps.totpEnrolment.rename(viewer, id, factorNameOf(name));
    const dueTimes = await this.deps.factorRemovals.dueTimes(viewer.account.id);
    return { ...context.answer('totpRenamed'), totp: { ...app, removedAt: dueTimes.get(id) ?? null } };
  }

  @Fresh({ ...OWN_FACTORS, level: 2 })
  @Mutation(() => RemoveTotpPayload, {
    description:
      'Removes an authenticator app and ends every other session. With the last second factor, the recovery codes go ' +
      'too. For a day after a sign-in with a recovery code, the removal of an older app takes effect a day later, ' +
      'and the user gets mails with which to cancel it. Needs an access token; fails with `STEP_UP_REQUIRED` if the ' +
      'session is not fresh or proved one factor alone, `NOT_FOUND`, `FORBIDDEN` if the user must keep the app, or ' +
      '`INVALID_CODE` for a wrong recovery code.',
  })
  async removeTotp(
    @Arg('input', () => RemoveTotpInput) input: RemoveTotpInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RemoveTotpPayload> {
    const { account, dueAt } = await this.deps.removingFactors.remove(
      viewer,
      'totp',
      input,
      context.requestMeta,
    );
    const answer = context.answer(dueAt === null ? 'factorRemoved' : 'factorRemovalWaits');
    return { ...answer, id: input.id, removedAt: dueAt, user: account };
  }
}
