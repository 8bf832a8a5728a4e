import { AuthError, type FieldProblem } from '../../core/errors.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { REASON_MAX_LENGTH } from './reason.js';

export const NO_REASON: FieldProblem = {
  field: 'reason',
  rule: 'isReason',
  sentence: sentence('problems.input.line', { max: REASON_MAX_LENGTH }),
};
export const OVERDRAWN: FieldProblem = {
  field: 'amount',
  rule: 'covered',
  sentence: sentence('problems.input.covered'),
};
export const KEY_USED: FieldProblem = {
  field: 'idempotencyKey',
  rule: 'unused',
  sentence: sentence('problems.input.unused'),
};

export function badInput(problem: FieldProblem): AuthError {
  return new AuthError('BAD_USER_INPUT', { fields: [problem] });
}
