import { parseEmailAddress } from '../../core/email-address.js';
import { Prisma } from '../../platform/database/client.js';
import { USERNAME_MAX_LENGTH, USERNAME_PATTERN, usernameKey } from './username.js';

type Identifier =
  | { readonly kind: 'email' | 'username'; readonly key: string }
  /** What nobody can be named. */
  | { readonly kind: 'neither'; readonly text: string };

/**
 * Whose tries count together: however its case and the space around it are changed, an identifier has one key.
 * What can be neither an email nor a username names nobody, and counts by itself.
 */
export function identifierKey(usernameOrEmail: string): string {
  const identifier = readIdentifier(usernameOrEmail);
  return `${identifier.kind}:${'key' in identifier ? identifier.key : identifier.text}`;
}

/**
 * What wrong passwords are counted by. Of a name that an account has, by the account and the kind of name: when the account
 * changes its name, the count stays with it, and username and email never share a count, which would reveal that they
 * belong together. Of a name that no account has, by the name.
 */
export function guessKey(usernameOrEmail: string, userId: string | null): string {
  return userId === null
    ? identifierKey(usernameOrEmail)
    : accountGuessKey(readIdentifier(usernameOrEmail).kind, userId);
}

/** Both keys by which wrong passwords for an account are counted. */
export function guessKeysOf(userId: string): string[] {
  return [accountGuessKey('username', userId), accountGuessKey('email', userId)];
}

function accountGuessKey(kind: string, userId: string): string {
  return `${kind} of ${userId}`;
}

/**
 * The condition on `users u` that a `usernameOrEmail` stands for. A username holds no `@` and an email always
 * does, so one text can name one account at most, and nobody's username can shadow another's email (REG-8).
 * A text that can be neither names nobody, and costs the same look-up (LOG-2).
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
