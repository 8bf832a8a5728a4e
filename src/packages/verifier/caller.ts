import type { AccessTokenClaims } from './access-token-claims.js';
import { TokenRefusal } from './token-refusal.js';

/** Who sends a request, as far as they have shown it. A bad token makes nobody of them, and is told apart from none. */
export class Caller {
  private constructor(private readonly shown: AccessTokenClaims | TokenRefusal) {}

  static of(claims: AccessTokenClaims): Caller {
    return new Caller(claims);
  }

  static refused(refusal: TokenRefusal): Caller {
    return new Caller(refusal);
  }

  /** Null for nobody. */
  get claims(): AccessTokenClaims | null {
    return this.shown instanceof TokenRefusal ? null : this.shown;
  }

  /** Why it is nobody: `UNAUTHENTICATED` without a token. Null for somebody. */
  get refusal(): TokenRefusal | null {
    return this.shown instanceof TokenRefusal ? this.shown : null;
  }

  /** @throws TokenRefusal for nobody */
  require(): AccessTokenClaims {
    if (this.shown instanceof TokenRefusal) throw this.shown;
    return this.shown;
  }

  /**
   * The role is compared for equality: there is no order of roles, so an unknown one has no rights.
   * @throws TokenRefusal for nobody, and with FORBIDDEN for a caller of another role
   */
  requireRole(role: string): AccessTokenClaims {
    const claims = this.require();
    if (claims.role !== role) throw new TokenRefusal('FORBIDDEN');
    return claims;
  }
}
