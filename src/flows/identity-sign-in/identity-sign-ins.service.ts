import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

/** What the client sends with every sign-in. */
export interface IdentityVisit {
  readonly deviceFingerprint?: string | null;
  /** The unchecked tokens of the device, as `RequestContext.shownDevice` returns them. */
  readonly deviceToken: string | null;
  /** The unchecked tokens by which accounts trust the device, as `RequestContext.shownTrust` returns them. */
  readonly trustedDevice: string | null;
  readonly requestMeta: RequestMeta;
}

/** Signs in users who have proved an account at a provider, by the rules for accounts. */
export class IdentitySignIns {
  /**
   * Signs in the user of the identity.
   * @throws SIGN_UP_REQUIRED, LINK_REQUIRED, MFA_REQUIRED, ACCOUNT_SUSPENDED, EMAIL_NOT_VERIFIED
   */
  async signIn(_identity: ProvenIdentity, _visit: IdentityVisit): Promise<SignedIn> {
    throw new Error('identity sign-in is not built yet');
  }

  /**
   * Links the identity to the account of the signed-in user.
   * @throws IDENTITY_TAKEN
   */
  async link(_viewer: Viewer, _identity: ProvenIdentity, _requestMeta: RequestMeta): Promise<void> {
    throw new Error('linking is not built yet');
  }
}
