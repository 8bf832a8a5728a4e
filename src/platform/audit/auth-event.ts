import type { Account, Origin, Role } from '../../core/viewer.js';
import type { Transaction } from '../database/client.js';

interface Happened {
  readonly origin: Origin;
}

/** It concerns a user, of whom no more is known, or need be, than who they are. */
interface OfUser extends Happened {
  readonly userId: string;
}

/** It concerns a user who may have to be told of it. */
interface OfAccount extends Happened {
  readonly account: Account;
}

/** Somebody tried; the user they aimed at, or null when there is no such user. */
interface OfAnybody extends Happened {
  readonly userId: string | null;
}

interface InSession {
  readonly sessionId: string;
}

/** Decided of a user by somebody else: an administrator, or the operator, who has no account to name. */
interface ByAdministrator extends OfAccount {
  readonly actorId: string | null;
  readonly sessionId: string | null;
  /** In the administrator's own words, which may hold anything: for administrators alone. */
  readonly reason: string | null;
}

/** It concerns the key of another service. */
interface OfServiceKey {
  readonly key: { readonly id: string; readonly name: string };
}

/** It concerns a key that signs access tokens (`sig`) or refresh tokens (`refresh`). */
interface OfSigningKey {
  readonly kid: string;
  readonly use: 'sig' | 'refresh';
}

/** What happened to an account, in the past tense: a closed union, so that a sink cannot miss one. No secret in any. */
export type AuthEvent =
  | (OfAccount & InSession & { readonly type: 'registered' })
  | (OfAnybody & { readonly type: 'registration_refused'; readonly because: RegistrationRefusal })
  | (OfAccount & InSession & { readonly type: 'logged_in'; readonly newDevice: boolean })
  | (OfAnybody & { readonly type: 'login_failed' })
  | (OfUser & InSession & { readonly type: 'logged_out' })
  | (OfUser & { readonly type: 'logged_out_everywhere' })
  | (OfUser & InSession & { readonly type: 'session_revoked' })
  | (OfUser & { readonly type: 'other_sessions_revoked' })
  | (OfUser & InSession & { readonly type: 'refresh_recovered' })
  | (OfAccount & InSession & { readonly type: 'refresh_token_reused' })
  | (OfAnybody & { readonly type: 'password_reset_requested' })
  | (OfAccount & { readonly type: 'password_reset' })
  | (OfAccount & InSession & { readonly type: 'password_changed' })
  | (OfUser & InSession & { readonly type: 'password_change_failed' })
  | (OfUser & InSession & { readonly type: 'email_verification_requested' })
  | (OfUser & { readonly type: 'email_verified' })
  | (OfUser & InSession & { readonly type: 'email_change_requested' })
  | (OfUser & InSession & { readonly type: 'email_change_failed' })
  | (OfUser & { readonly type: 'email_changed' })
  | (OfUser & InSession & { readonly type: 'profile_updated'; readonly fields: readonly string[] })
  | (OfUser & InSession & { readonly type: 'account_deletion_failed' })
  | (OfUser & InSession & { readonly type: 'account_deleted' })
  | (OfUser & InSession & { readonly type: 'data_exported' })
  | (OfUser & { readonly type: 'referral_refused'; readonly because: ReferralRefusal })
  | (OfAnybody & { readonly type: 'device_shared'; readonly accounts: number })
  | (ByAdministrator & { readonly type: 'user_suspended'; readonly until: Date | null })
  | (ByAdministrator & { readonly type: 'user_reinstated' })
  | (ByAdministrator & { readonly type: 'user_role_changed'; readonly role: Role })
  | (ByAdministrator & { readonly type: 'user_sessions_revoked' })
  | (ByAdministrator & { readonly type: 'balance_adjusted'; readonly change: string })
  | (OfAnybody & {
      readonly type: 'administration_refused';
      readonly sessionId: string | null;
      readonly attempt: string;
    })
  | (OfUser & InSession & OfServiceKey & { readonly type: 'service_key_created' })
  | (OfUser & InSession & OfServiceKey & { readonly type: 'service_key_revoked' })
  | (Happened & { readonly type: 'service_key_refused' })
  | (OfUser &
      InSession & {
        readonly type: 'administration_read';
        readonly actorId: string;
        readonly operation: string;
        readonly filteredBy: readonly string[];
      })
  | (OfUser & {
      readonly type: 'service_keys_left';
      readonly actorId: string | null;
      readonly sessionId: string | null;
      readonly keys: number;
    })
  | (OfUser & { readonly type: 'user_created' })
  | (Happened & { readonly type: 'users_imported'; readonly users: number })
  | (Happened & { readonly type: 'users_exported'; readonly hashes: boolean })
  | (Happened & {
      readonly type: 'signing_key_rotated';
      readonly because: KeyRotationReason;
    } & OfSigningKey)
  | (Happened & OfSigningKey & { readonly type: 'signing_key_revoked' })
  | (Happened & { readonly type: 'secrets_resealed'; readonly store: string; readonly rows: number })
  | (Happened & { readonly type: 'rate_limited'; readonly operation: string; readonly by: LimitedBy });

export type AuthEventType = AuthEvent['type'];

/** Why a registration made no account, where the answer tells what somebody may have wanted to find out. */
export type RegistrationRefusal = 'USERNAME_TAKEN' | 'EMAIL_TAKEN' | 'INVALID_REFERRAL_CODE';

/** What a user shares with who referred them, or with somebody further up: then it is a ring. */
export type ReferralRefusal = 'mailbox' | 'device' | 'ring';

/** Why the next signing key was made: by time, by a setting, by an operator, or in place of one that was revoked. */
export type KeyRotationReason = 'age' | 'algorithm' | 'command' | 'revocation';

/** What a limit was counted by: the address that asks, or the account that is asked for. */
export type LimitedBy = 'address' | 'subject' | 'knownDevice';

/** Whoever wants to hear of what happened, once it is in the database. It neither waits nor throws. */
export interface EventSink {
  publish(event: AuthEvent): void;
}

/** Whoever writes something down with an event, in its transaction. */
export interface Companion {
  concerns(event: AuthEvent): boolean;
  accompany(tx: Transaction, event: AuthEvent): Promise<void>;
}

/** @returns null when it concerns nobody who exists */
export function userIdOf(event: AuthEvent): string | null {
  if ('account' in event) return event.account.id;
  return 'userId' in event ? event.userId : null;
}

export function sessionIdOf(event: AuthEvent): string | null {
  return 'sessionId' in event ? event.sessionId : null;
}
