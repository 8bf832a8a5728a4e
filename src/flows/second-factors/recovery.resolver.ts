import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { Public } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { RecoveryCodeReplacement } from './recovery-code-replacement.service.js';
import type { RemovingFactors } from './removing-factors.service.js';
import { CancelFactorRemovalInput } from './second-factors.input.js';
import { CancelFactorRemovalPayload, ReplaceRecoveryCodesPayload } from './second-factors.type.js';

@Resolver()
export class RecoveryResolver {
  constructor(
    private readonly deps: {
      recoveryCodeReplacement: RecoveryCodeReplacement;
      removingFactors: RemovingFactors;
    },
  ) {}

  @Fresh()
  @Mutation(() => ReplaceRecoveryCodesPayload, {
    description:
      'Replaces the recovery codes and tells the new ones once. Needs an access token; fails with `STEP_UP_REQUIRED` ' +
      'if the session is not fresh or a recovery code opened it, or with `FORBIDDEN` if the user has no second factor.',
  })
  async replaceRecoveryCodes(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<ReplaceRecoveryCodesPayload> {
    const recoveryCodes = await this.deps.recoveryCodeReplacement.replace(viewer, context.requestMeta);
    return { ...context.answer('recoveryCodesReplaced'), recoveryCodes, user: viewer.account };
  }

  @Public()
  @Mutation(() => CancelFactorRemovalPayload, {
    description:
      'Cancels the removal of a second factor with the token of a mailed link, and ends every session of the user: ' +
      'one of them is that of a thief. Needs no token; fails with `TOKEN_INVALID`.',
  })
  async cancelFactorRemoval(
    @Arg('input', () => CancelFactorRemovalInput) { token }: CancelFactorRemovalInput,
    @Ctx() context: RequestContext,
  ): Promise<CancelFactorRemovalPayload> {
    await this.deps.removingFactors.cancel(token, context.requestMeta);
    return context.answer('factorRemovalCancelled');
  }
}
