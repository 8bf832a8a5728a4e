import type { RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { ProviderFailure } from './provider-failure.js';
import type { ProviderFlows } from './provider-flows.service.js';
import type { Providers } from './providers.js';

/** What the page of the client reads in the fragment of its address. */
type Told = { readonly result: string } | { readonly error: 'access_denied' | 'provider_failed' };

export interface ProviderCallbacksDeps {
  providers: Pick<Providers, 'find' | 'exchange'>;
  providerFlows: Pick<ProviderFlows, 'takeState' | 'finish' | 'discard'>;
  audit: AuditTrail;
}

/** Answers browsers that come back from a provider. It signs nobody in: the client does that, with its challenge. */
export class ProviderCallbacks {
  constructor(private readonly deps: ProviderCallbacksDeps) {}

  /**
   * @param answer the parameters with which the provider sent the browser back
   * @returns the address of the client's page, with the result or the failure in the fragment, which no server sees; null
   * if no sign-in is under way
   */
  async answer(id: string, answer: URLSearchParams, requestMeta: RequestMeta): Promise<string | null> {
    const { providers, providerFlows, audit } = this.deps;
    const provider = providers.find(id);
    const [state, ...others] = answer.getAll('state');
    if (provider === null || state === undefined || others.length > 0) return null;
    const flow = await providerFlows.takeState(id, state);
    if (flow === null) return null;
    const { nonce, verifier, purpose, returnTo } = flow;
    try {
      const signedInSince = purpose === 'step-up' ? flow.createdAt : null;
      const identity = await providers.exchange(provider, { state, nonce, verifier, answer, signedInSince });
      return addressed(returnTo, { result: await providerFlows.finish(flow, identity) });
    } catch (error) {
      await providerFlows.discard(flow);
      if (!(error instanceof ProviderFailure)) throw error;
      const because = error.problem;
      // The session of a link or a step-up is not proved here: anybody may bring a state that they have seen.
      const failed = { provider: id, because, userId: null, sessionId: null, requestMeta };
      await audit.record({ type: 'provider_sign_in_failed', ...failed });
      return addressed(returnTo, { error: because === 'denied' ? 'access_denied' : 'provider_failed' });
    }
  }
}

/**
 * Only an address that the judge of `returnTo` accepted gets here, and it has no fragment. The browser gets it as the
 * judge parsed it: in ASCII, which a header can hold.
 */
function addressed(returnTo: string, told: Told): string {
  const page = /^https?:/i.test(returnTo) ? new URL(returnTo).href : returnTo;
  return `${page}#${new URLSearchParams(told)}`;
}
