import { AuthError, type FieldProblem } from '../../core/errors.js';
import { OWN_CREDENTIALS } from '../../core/freshness.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { StepUpGuard } from '../../credentials/second-factors/step-up-guard.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { AllowsReturn } from '../../platform/http/return-urls.js';
import { sentence } from '../../platform/i18n/sentence.js';
import type { ProviderConfig } from './provider.js';
import { ProviderFailure } from './provider-failure.js';
import type { FlowPurpose, ProviderFlows } from './provider-flows.service.js';
import type { Providers } from './providers.js';

/** A flow that the client has begun. */
export interface StartedFlow {
  readonly challenge: string;
  readonly expiresAt: Date;
}

export interface StartRequest {
  readonly provider: string;
  readonly returnTo: string;
}

export interface ProviderStartsDeps {
  providers: Pick<Providers, 'find' | 'authorizationUrl'>;
  providerFlows: Pick<ProviderFlows, 'newSecrets' | 'begin'>;
  allowsReturn: AllowsReturn;
  stepUpGuard: Pick<StepUpGuard, 'require'>;
  audit: AuditTrail;
}

/** Begins what a user does at a provider: to sign in, to link the provider, or to prove again who they are. */
export class ProviderStarts {
  constructor(private readonly deps: ProviderStartsDeps) {}

  /** @throws BAD_USER_INPUT, PROVIDER_FAILED */
  signIn(request: StartRequest, requestMeta: RequestMeta) {
    return this.#start('sign-in', request, null, requestMeta);
  }

  /**
   * The session must be fresh now, and again when the provider is linked: a stolen one must not add a way in.
   * @throws STEP_UP_REQUIRED, BAD_USER_INPUT, PROVIDER_FAILED
   */
  async link(viewer: Viewer, request: StartRequest, requestMeta: RequestMeta) {
    await this.deps.stepUpGuard.require(viewer, OWN_CREDENTIALS);
    return this.#start('link', request, viewer, requestMeta);
  }

  /** @throws BAD_USER_INPUT, PROVIDER_FAILED */
  stepUp(viewer: Viewer, request: StartRequest, requestMeta: RequestMeta) {
    return this.#start('step-up', request, viewer, requestMeta);
  }

  /** @throws BAD_USER_INPUT for a provider without ID tokens */
  async idToken(id: string): Promise<StartedFlow & { readonly nonce: string }> {
    const provider = this.#find(id);
    if (provider.kind === 'github') throw refusing(UNKNOWN_PROVIDER);
    const secrets = this.deps.providerFlows.newSecrets();
    const flow = { purpose: 'id-token', provider: id, returnTo: null, sessionId: null } as const;
    const expiresAt = await this.deps.providerFlows.begin(flow, secrets);
    return { challenge: secrets.challenge.text, nonce: secrets.nonce, expiresAt };
  }

  async #start(
    purpose: FlowPurpose,
    { provider: id, returnTo }: StartRequest,
    viewer: Viewer | null,
    requestMeta: RequestMeta,
  ): Promise<StartedFlow & { readonly url: string }> {
    const { providers, providerFlows, allowsReturn, audit } = this.deps;
    const provider = this.#find(id);
    // An attacker who could choose the page would get the result (RFC 9700 §4.11).
    if (!allowsReturn(returnTo)) throw refusing(FOREIGN_RETURN);
    const secrets = providerFlows.newSecrets();
    const sessionId = viewer?.sessionId ?? null;
    const url = await providers
      .authorizationUrl(provider, { ...secrets, state: secrets.state.text }, purpose === 'step-up')
      .catch(async (error: unknown) => {
        if (!(error instanceof ProviderFailure)) throw error;
        const userId = viewer?.account.id ?? null;
        const failed = { provider: id, because: error.problem, userId, sessionId, requestMeta };
        await audit.record({ type: 'provider_sign_in_failed', ...failed });
        throw new AuthError('PROVIDER_FAILED');
      });
    const expiresAt = await providerFlows.begin({ purpose, provider: id, returnTo, sessionId }, secrets);
    return { url, challenge: secrets.challenge.text, expiresAt };
  }

  #find(id: string): ProviderConfig {
    const provider = this.deps.providers.find(id);
    if (provider === null) throw refusing(UNKNOWN_PROVIDER);
    return provider;
  }
}

const UNKNOWN_PROVIDER: FieldProblem = {
  field: 'provider',
  rule: 'provider',
  sentence: sentence('problems.input.provider'),
};
const FOREIGN_RETURN: FieldProblem = {
  field: 'returnTo',
  rule: 'returnUrl',
  sentence: sentence('problems.input.returnUrl'),
};

function refusing(problem: FieldProblem): AuthError {
  return new AuthError('BAD_USER_INPUT', { fields: [problem] });
}
