import { AuthError } from '../../core/errors.js';
import { violatedUniqueColumn, violatesReference } from '../../platform/database/constraint.js';
import { nameTaken } from './input-problems.js';

/** The refusal of a user that the constraints of the table do not accept; null for any other failure. */
export function refusalOf(error: unknown): AuthError | null {
  // The only foreign key of a user is the referrer, who was deleted after the look-up.
  if (violatesReference(error)) return new AuthError('INVALID_REFERRAL_CODE');
  switch (violatedUniqueColumn(error)) {
    case 'username_key':
      return nameTaken('USERNAME_TAKEN');
    case 'email_key':
      return nameTaken('EMAIL_TAKEN');
    default:
      return null;
  }
}
