import type { FactorRules } from '../../accounts/users/factor-rules.js';
import { type Account, Role } from '../../core/viewer.js';

/** What the operator does next for a user with this role and these factors; null if nothing is left to do. */
export function enrolmentAdvice(
  { username, role, hasSecondFactor }: Pick<Account, 'username' | 'role' | 'hasSecondFactor'>,
  { mfaForAdministrators }: FactorRules,
): string | null {
  return role === Role.ADMIN && !hasSecondFactor && mfaForAdministrators === 'required'
    ? `This administrator needs a second factor. Once they can sign in, run: latchkey users enrolment-code ${username}`
    : null;
}
