import { Option } from 'commander';
import type { Answer } from './answer.js';

/**
 * Does the work of a command and prints its answer. Null means that the work has printed everything itself.
 */
export type Run = (json: boolean, work: () => Promise<Answer | null>) => Promise<void>;

export interface Json {
  readonly json?: boolean;
}

export function asJson(): Option {
  return new Option('--json', 'print one JSON document, for programs');
}
