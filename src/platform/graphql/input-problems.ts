import { validate } from 'class-validator';
import type { FieldProblem } from '../../core/errors.js';
import { fieldProblems } from './error-mapping.js';

/** Without `target` and `value`, the errors contain the input itself, including the password (ER-1). */
export const VALIDATION = {
  forbidUnknownValues: true,
  skipMissingProperties: true,
  validationError: { target: false, value: false },
} as const;

/**
 * Finds the rules that an input breaks, for an operation that reports all problems in one answer. Its argument
 * has `validate: false`; any other input is refused before the resolver.
 */
export async function findProblems(input: object): Promise<FieldProblem[]> {
  return fieldProblems(await validate(input, VALIDATION));
}
