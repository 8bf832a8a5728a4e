import { parseEmailAddress } from '../../core/email-address.js';
import type { UserId } from '../../core/ids.js';
import { Prisma } from '../../platform/database/client.js';
import { USERNAME_MAX_LENGTH, USERNAME_PATTERN, usernameKey } from './username.js';

type Identifier =
  | { readonly kind: 'email' | 'username'; readonly key: string }
  /** Neither a possible email address nor a possible username. */
  | { readonly kind: 'neither'; readonly text: string };

/**
 * The key by which attempts for an identifier are counted. The case of an email or username and the spaces
 * around it do not change the key. A text that can be neither belongs to no account and has its own count.
 */
export function identifierKey(usernameOrEmail: string): string {
  const identifier = readIdentifier(usernameOrEmail);
  return `${identifier.kind}:${'key' in identifier ? identifier.key : identifier.text}`;
}

/**
 * The key by which wrong passwords are counted. For a name of an account, it is the account and the kind of
 * name, so the count stays when the name changes. Username and email have separate counts, because a shared
 * one would reveal that they belong together. For a name without an account, it is the name.
 */
export function guessKey(usernameOrEmail: string, userId: UserId | null): string {
  return userId === null
    ? identifierKey(usernameOrEmail)
    : accountGuessKey(readIdentifier(usernameOrEmail).kind, userId);
}

/** Both keys by which wrong passwords for an account are counted. */
export function guessKeysOf(userId: UserId): string[] {
  return [accountGuessKey('username', userId), accountGuessKey('email', userId)];
}

function accountGuessKey(kind: string, userId: UserId): string {
  return `${kind} of ${userId}`;
}

/**
 * SQL condition on `users u` for a `usernameOrEmail`. A username has no `@` and an email always has one, so a
 * text matches at most one account, and no username can shadow another user's email (REG-8). A text that can
 * be neither matches no account, at the cost of the same look-up (LOG-2).
 */
export function matching(usernameOrEmail: string): Prisma.Sql {
  const identifier = readIdentifier(usernameOrEmail);
  if (identifier.kind === 'email') return Prisma.sql`u.email_key = ${identifier.key}`;
  return Prisma.sql`u.username_key = ${identifier.kind === 'username' ? identifier.key : ''}`;
}

function readIdentifier(usernameOrEmail: string): Identifier {
  const email = parseEmailAddress(usernameOrEmail);
  if (email !== null) return { kind: 'email', key: email.key };
  const text = usernameOrEmail.trim();
  const possible = USERNAME_PATTERN.test(text) && text.length <= USERNAME_MAX_LENGTH;
  return possible ? { kind: 'username', key: usernameKey(text) } : { kind: 'neither', text };
}
