import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Identities } from '../../credentials/identities/identities.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { ProviderSignIns, ResultRequest } from './provider-sign-ins.service.js';

export interface ProviderStepUpDeps {
  providerSignIns: Pick<ProviderSignIns, 'take'>;
  identities: Pick<Identities, 'find'>;
  stepUps: Pick<Services['stepUps'], 'lift'>;
  audit: AuditTrail;
}

/** Lets a signed-in user prove again who they are, with a provider that is linked to the account. */
export class ProviderStepUp {
  constructor(private readonly deps: ProviderStepUpDeps) {}

  /**
   * @throws TOKEN_INVALID for a flow of another session; INVALID_CREDENTIALS for a person who is not the user;
   * STEP_UP_REQUIRED for a user with a second factor, which a provider does not replace
   */
  async finish(viewer: Viewer, request: ResultRequest, requestMeta: RequestMeta) {
    const { providerSignIns, identities, stepUps, audit } = this.deps;
    const { sessionId } = viewer;
    const { id: userId } = viewer.account;
    const { identity } = await providerSignIns.take('step-up', request, viewer);
    const owner = await identities.find(identity);
    if (owner?.userId !== userId) {
      await audit.record({ type: 'reauthentication_failed', userId, sessionId, requestMeta });
      throw new AuthError('INVALID_CREDENTIALS');
    }
    const { credentialsEpoch } = owner;
    return stepUps.lift(viewer, { level: 1, methods: ['fed'], credentialsEpoch }, requestMeta);
  }
}
