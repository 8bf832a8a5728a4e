import { AuthError } from '../../core/errors.js';

/** The refusal of every mailed link that is unknown, expired or used: the same, whatever the link was. */
export function deadLink(): AuthError {
  return new AuthError('TOKEN_INVALID', { reason: 'deadLink' });
}
