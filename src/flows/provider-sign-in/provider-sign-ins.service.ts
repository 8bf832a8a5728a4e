import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { ProviderConfig } from './provider.js';
import { ProviderFailure } from './provider-failure.js';
import type { FinishedFlow, FlowPurpose, ProviderFlows } from './provider-flows.service.js';
import type { Providers } from './providers.js';

/** What the client sends with every sign-in. */
type Visit = Parameters<Services['identitySignIns']['signIn']>[1];

/** The two halves of a result: only the client that began has the challenge. */
export interface ResultRequest {
  readonly challenge: string;
  readonly result: string;
}

export interface IdTokenRequest {
  readonly challenge: string;
  readonly idToken: string;
  /** The name that Apple gives to the app alone. */
  readonly name?: string | null;
}

/** A provider as clients see it. */
export interface ShownProvider {
  readonly id: string;
  readonly name: string;
  readonly idToken: boolean;
}

export interface ProviderSignInsDeps {
  providers: Pick<Providers, 'find' | 'readIdToken'>;
  providerFlows: Pick<ProviderFlows, 'takeResult' | 'takeNonce'>;
  identitySignIns: Pick<Services['identitySignIns'], 'signIn' | 'link'>;
  audit: AuditTrail;
}

/** Finishes what a user began at a provider. */
export class ProviderSignIns {
  constructor(
    private readonly deps: ProviderSignInsDeps,
    private readonly config: { readonly signInProviders: readonly ProviderConfig[] },
  ) {}

  list(): ShownProvider[] {
    return this.config.signInProviders.map(({ id, name, kind }) => ({
      id,
      name,
      idToken: kind !== 'github',
    }));
  }

  /** @throws TOKEN_INVALID, and what the rules for accounts throw */
  async complete(request: ResultRequest, visit: Visit): Promise<SignedIn> {
    const { identity } = await this.take('sign-in', request, null);
    return this.deps.identitySignIns.signIn(identity, visit);
  }

  /** @throws TOKEN_INVALID for a flow of another session, and what the rules for accounts throw */
  async link(viewer: Viewer, request: ResultRequest, requestMeta: RequestMeta): Promise<void> {
    const { identity } = await this.take('link', request, viewer);
    await this.deps.identitySignIns.link(viewer, identity, requestMeta);
  }

  /**
   * The challenge is used up before the token is read, so what an app sent is good for one attempt.
   * @throws TOKEN_INVALID for a challenge that is unknown, used or expired; INVALID_CREDENTIALS for an ID token that is
   * not accepted; PROVIDER_FAILED if the keys of the provider cannot be read; what the rules for accounts throw
   */
  async signInWithIdToken(
    { challenge, idToken, name = null }: IdTokenRequest,
    visit: Visit,
  ): Promise<SignedIn> {
    const { providers, providerFlows, identitySignIns } = this.deps;
    const begun = await providerFlows.takeNonce(challenge);
    const provider = begun === null ? null : providers.find(begun.provider);
    if (begun === null || provider === null) throw new AuthError('TOKEN_INVALID');
    const identity = await providers
      .readIdToken(provider, idToken, begun.nonce, name)
      .catch((error: unknown) => {
        if (error instanceof ProviderFailure) return this.#refuse(provider, error, visit.requestMeta);
        throw error;
      });
    return identitySignIns.signIn(identity, visit);
  }

  /**
   * @param viewer the user in whose session the flow must have begun; null for a sign-in
   * @throws TOKEN_INVALID
   */
  async take(purpose: FlowPurpose, request: ResultRequest, viewer: Viewer | null): Promise<FinishedFlow> {
    const { challenge, result } = request;
    const flow = await this.deps.providerFlows.takeResult(purpose, challenge, result);
    const session = viewer?.sessionId ?? null;
    if (flow === null || flow.sessionId !== session) throw new AuthError('TOKEN_INVALID');
    return flow;
  }

  async #refuse(
    { id: provider }: ProviderConfig,
    { problem: because }: ProviderFailure,
    requestMeta: RequestMeta,
  ): Promise<never> {
    const failed = { provider, because, userId: null, sessionId: null, requestMeta };
    await this.deps.audit.record({ type: 'provider_sign_in_failed', ...failed });
    const isOutage = because === 'unreachable' || because === 'refused';
    throw new AuthError(isOutage ? 'PROVIDER_FAILED' : 'INVALID_CREDENTIALS');
  }
}
