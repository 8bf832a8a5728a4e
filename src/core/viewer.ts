import type { Authentication, ToldAuthentication } from './assurance.js';
import type { SessionId, UserId } from './ids.js';
import type { Randomness } from './randomness.js';
import type { ServiceActor, ServiceKeyScope } from './service-actor.js';

export const Role = { USER: 'USER', ADMIN: 'ADMIN' } as const;
export type Role = keyof typeof Role;

export const UserStatus = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type UserStatus = keyof typeof UserStatus;

/** A user as their own clients may see them. No field is a secret. */
export interface Account {
  readonly id: UserId;
  readonly username: string;
  /** Free text, not unique; null without one. */
  readonly displayName: string | null;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly languageCode: string;
  readonly role: Role;
  readonly status: UserStatus;
  /** An exact decimal as text, such as `12.50`. */
  readonly balance: string;
  readonly referralBalance: string;
  readonly referralCode: string;
  readonly lastLoginAt: Date | null;
  readonly createdAt: Date;
  /** Whether sign-ins ask for a second factor. */
  readonly hasSecondFactor: boolean;
}

/** The signed-in user of a request, with the live session. */
export interface Viewer {
  readonly sessionId: SessionId;
  readonly account: Account;
  readonly authentication: Authentication;
  /** What other services are told about it; null for an access token of a version that did not tell it. */
  readonly told: ToldAuthentication | null;
  /** The generation of the session that the access token was issued for. */
  readonly generation: number;
  /** The generation of the session at its last step-up; 0 before any. */
  readonly stepUpGeneration: number;
  /**
   * Whether the session is that of an administrator, and strong and fresh enough for one. The role is that of the
   * database at this request, never that of the token.
   */
  readonly administers: boolean;
  /** Whether the user must enrol a second factor before anything else. */
  readonly mustEnrol: boolean;
}

/** The authenticated source of a request: a signed-in user, or another service with its key. */
export type Principal = Viewer | ServiceActor;

export function isService(principal: Principal): principal is ServiceActor {
  return 'serviceKeyId' in principal;
}

/**
 * Whether a principal sees every user and event whole: the one rule of `user`, `users`, `node`, `_entities` and
 * `auditEvents` (GT-9).
 * @param scope what a service key needs to see it
 */
export function seesAll(viewer: Viewer): boolean;
export function seesAll(principal: Principal, scope: ServiceKeyScope): boolean;
export function seesAll(principal: Principal, scope?: ServiceKeyScope): boolean {
  if (isService(principal)) return scope !== undefined && principal.scopes.includes(scope);
  return principal.administers;
}

/** The operator, as the actor of a command. A command needs no account. */
export const OPERATOR = 'operator';

/** The administrator, service or operator that changes the account of a user. */
export type Actor = Principal | typeof OPERATOR;

/** The source of a request, as sessions and events store it. */
export interface RequestMeta {
  readonly requestId: string;
  readonly ipAddress: string | null;
  /**
   * The text that a trusted proxy wrote in place of an IP address. Only the rate limits use it, as a key; the
   * service neither stores nor logs it.
   */
  readonly unreadableAddress?: string;
  readonly userAgent: string | null;
}

/** The origin of work that the service or a command starts itself, without a network request. */
export function ownRequestMeta(randomness: Pick<Randomness, 'uuid'>): RequestMeta {
  return { requestId: randomness.uuid(), ipAddress: null, userAgent: null };
}
