import type { EmailAddress } from '../../core/email-address.js';
import type { UserId } from '../../core/ids.js';

/** A user to create. */
export interface NewUser {
  readonly username: string;
  readonly displayName: string | null;
  readonly email: EmailAddress;
  readonly languageCode: string;
  readonly referredById: UserId | null;
  /** Whether the operator or an administrator made the account. */
  readonly provisioned?: boolean;
}

/** The fields that users may change themselves. */
export interface ProfileChange {
  readonly username?: string;
  /** Null removes it. */
  readonly displayName?: string | null;
  readonly languageCode?: string;
}
