import { parseEmailAddress } from '../core/email-address.js';
import { Prisma } from '../database/client.js';
import { USERNAME_MAX_LENGTH, USERNAME_PATTERN, usernameKey } from './username.js';

/**
 * The condition on `users u` that a `usernameOrEmail` stands for. A username holds no `@` and an email always
 * does, so one text can name one account at most, and nobody's username can shadow another's email (REG-8).
 * A text that can be neither names nobody, and costs the same look-up (LOG-2).
 */
export function matching(usernameOrEmail: string): Prisma.Sql {
  const email = parseEmailAddress(usernameOrEmail);
  if (email !== null) return Prisma.sql`u.email_key = ${email.key}`;
  const username = usernameOrEmail.trim();
  const possible = USERNAME_PATTERN.test(username) && username.length <= USERNAME_MAX_LENGTH;
  return Prisma.sql`u.username_key = ${possible ? usernameKey(username) : ''}`;
}
