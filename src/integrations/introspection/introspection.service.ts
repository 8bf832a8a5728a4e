import { isActive } from '../../accounts/users/account-row.js';
import type { ToldAuthentication } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import { type Profile, type ProfileClaim, profileOf } from '../../core/profile-claims.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Database } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import {
  type AccessTokens,
  FIRST_PARTY_CLIENT,
  type IssuedAccessToken,
} from '../../sessions/access-token.js';
import {
  AUTHENTICATION,
  type AuthenticationRow,
  authenticationOf,
} from '../../sessions/authentication-row.js';
import {
  type Generations,
  generationColumns,
  type SessionGenerations,
} from '../../sessions/session-generations.service.js';
import type { SessionLife } from '../../sessions/session-life.service.js';
import { toldAuthentication } from '../../sessions/told-authentication.js';

/** A token as another service sees it. An inactive token reveals nothing else (RFC 7662 §2.2). */
export type IntrospectedToken =
  | { readonly active: false }
  | (Omit<IssuedAccessToken, 'proved'> & {
      readonly active: true;
      readonly tokenType: 'Bearer';
      readonly clientId: string;
      readonly username: string;
      readonly iss: string;
    } & Partial<ToldAuthentication> &
      Pick<Profile, 'email' | 'language'>);

/**
 * The service key, and the user and session of a token. The columns of these are null if the session has ended or
 * the user is not active.
 */
type SubjectRow = RowOf<typeof KEY> &
  (
    | { readonly username: null }
    | (RowOf<typeof SUBJECT> & { readonly emailVerified: boolean } & Generations & AuthenticationRow)
  );
const KEY = columnsOf('ServiceKey', 'service_key', ['id', 'scopes']);
const SUBJECT = columnsOf('User', 'u', ['username', 'email', 'languageCode', 'role']);
const PROVED = columnsOf('Session', 's', AUTHENTICATION);

export interface IntrospectionDeps {
  database: Database;
  clock: Clock;
  accessTokens: AccessTokens;
  generations: SessionGenerations;
  sessionLife: Pick<SessionLife, 'isLive'>;
  serviceAuthentication: Services['serviceAuthentication'];
}

/** Tells other services whether a token is valid now, which offline verification cannot know. */
export class Introspection {
  constructor(
    private readonly deps: IntrospectionDeps,
    private readonly config: {
      issuer: string;
      accessTokenClaims: readonly ProfileClaim[];
      mfaForEverybody: boolean;
    },
  ) {}

  /**
   * Looks up the key, the session and the user in one statement, so the end of any of them takes effect
   * immediately. The statement runs for every token, so a service with an invalid key learns nothing about
   * the token. The token of a user who must enrol a second factor first is inactive for other services.
   * @throws TOKEN_INVALID for an unknown or revoked key; FORBIDDEN without the scope; RATE_LIMITED
   */
  async introspect(serviceKey: string, token: string, requestMeta: RequestMeta): Promise<IntrospectedToken> {
    const { serviceAuthentication } = this.deps;
    const key = serviceAuthentication.using(serviceKey);
    if (key === null) return serviceAuthentication.refuse(requestMeta);
    const said = await this.#read(token);
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.rows<SubjectRow>`/* introspection.introspect */
      WITH ${key}
      SELECT ${KEY}, ${SUBJECT}, u.email_verified_at IS NOT NULL AS "emailVerified", ${generationColumns}, ${PROVED}
      FROM service_key LEFT JOIN (sessions s JOIN users u ON u.id = s.user_id)
        ON s.id = ${said?.sid ?? null}::uuid AND s.user_id = ${said?.sub ?? null}::uuid
        AND ${this.deps.sessionLife.isLive(now)} AND ${isActive(now)}
        AND (u.second_factor_since IS NOT NULL OR NOT ${this.config.mfaForEverybody}::boolean)`;
    if (row === undefined) return serviceAuthentication.refuse(requestMeta);
    const attempt = { operation: 'introspectToken', args: {}, requestMeta };
    await serviceAuthentication.requireScope(row, 'introspect', attempt);
    if (said === null || row.username === null) return { active: false };
    const { issuer: iss, accessTokenClaims } = this.config;
    const client = { tokenType: 'Bearer', clientId: FIRST_PARTY_CLIENT, iss } as const;
    const { username, role } = row;
    if (!(await this.deps.generations.accept(row, said, now, requestMeta))) return { active: false };
    const { proved, ...claims } = said;
    const told = toldAuthentication({ proved }, authenticationOf(row));
    const profile = profileOf(row, accessTokenClaims);
    return { ...claims, ...told, ...profile, ...client, active: true, username, role };
  }

  /**
   * Reads an access token. Refresh tokens are rejected: only the client and this service may hold them
   * (JWT-3).
   */
  async #read(token: string): Promise<IssuedAccessToken | null> {
    try {
      return await this.deps.accessTokens.read(token);
    } catch (error) {
      if (error instanceof AuthError) return null;
      throw error;
    }
  }
}
