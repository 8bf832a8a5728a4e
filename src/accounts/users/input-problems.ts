import type { EmailAddress } from '../../core/email-address.js';
import { AuthError, type FieldProblem } from '../../core/errors.js';
import { sentence } from '../../platform/i18n/sentence.js';

/** The names of a user; null for one that cannot be looked up. */
export interface Names {
  readonly username: string | null;
  readonly email: EmailAddress | null;
}

/** The codes of names that other users have. */
export type NameTaken = 'USERNAME_TAKEN' | 'EMAIL_TAKEN';

const FIELDS = { USERNAME_TAKEN: 'username', EMAIL_TAKEN: 'email' } as const;

/** Everything that is wrong with an input. */
export interface InputProblems {
  readonly malformed: readonly FieldProblem[];
  readonly weak?: readonly FieldProblem[];
  readonly taken: readonly NameTaken[];
}

/**
 * Refuses an input with all its problems in one answer, so that a form shows them together.
 * @throws BAD_USER_INPUT, WEAK_PASSWORD, USERNAME_TAKEN, EMAIL_TAKEN: the first that applies, in this order
 */
export function refuseProblems({ malformed, weak = [], taken }: InputProblems): void {
  const fields = [...malformed, ...weak, ...taken.map(problemOf)];
  const [firstTaken] = taken;
  if (malformed.length > 0) throw new AuthError('BAD_USER_INPUT', { fields });
  if (weak.length > 0) throw new AuthError('WEAK_PASSWORD', { fields });
  if (firstTaken !== undefined) throw new AuthError(firstTaken, { fields });
}

/** The refusal of a name that a unique index has found to be taken. */
export function nameTaken(code: NameTaken): AuthError {
  return new AuthError(code, { fields: [problemOf(code)] });
}

function problemOf(code: NameTaken): FieldProblem {
  return { field: FIELDS[code], rule: 'taken', sentence: sentence(`errors.${code}`) };
}
