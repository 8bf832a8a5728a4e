import type { Origin } from '../core/viewer.js';

interface Happened {
  readonly origin: Origin;
}

interface OfUser extends Happened {
  readonly userId: string;
}

/** What happened to an account, in the past tense: a closed union, so that a sink cannot miss one. No secret in any. */
export type AuthEvent =
  | (OfUser & { readonly type: 'registered' })
  | (OfUser & { readonly type: 'logged_in'; readonly sessionId: string })
  | (Happened & { readonly type: 'login_failed'; readonly userId: string | null })
  | (OfUser & { readonly type: 'logged_out'; readonly sessionId: string })
  | (OfUser & { readonly type: 'logged_out_everywhere' })
  | (OfUser & { readonly type: 'session_revoked'; readonly sessionId: string })
  | (OfUser & { readonly type: 'other_sessions_revoked' })
  | (OfUser & { readonly type: 'refresh_token_reused'; readonly sessionId: string })
  | (Happened & { readonly type: 'password_reset_requested'; readonly userId: string | null })
  | (OfUser & { readonly type: 'password_reset' })
  | (OfUser & { readonly type: 'password_changed' });

export interface EventSink {
  publish(event: AuthEvent): void;
}
