import { unknownField } from './unknown-field.js';

/** A problem with a field. The message never repeats the value of the field. */
export interface RecordProblem {
  readonly field: string;
  readonly problem: string;
}

/** Converts a value, or returns undefined if the value breaks the rule. */
export type Rule<T> = (value: unknown) => T | undefined;

const MISSING = 'is missing';

/** Reads the fields of one record and collects the problems. */
export class FieldReader {
  readonly problems: RecordProblem[] = [];
  readonly #known = new Set<string>();

  constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  /** @param advice what the operator can do instead */
  required<T>(field: string, problem: string, rule: Rule<T>, advice = ''): T | undefined {
    if (this.has(field)) return this.#read(field, problem + advice, rule);
    this.problems.push({ field, problem: MISSING + advice });
    return undefined;
  }

  /** @returns null for a field that is missing or null */
  optional<T>(field: string, problem: string, rule: Rule<T>): T | null {
    return this.has(field) ? (this.#read(field, problem, rule) ?? null) : null;
  }

  /** The same as `optional`, for a rule that returns its own problem. */
  judged<T extends object>(
    field: string,
    judge: (value: unknown) => T | { readonly problem: string },
  ): T | null {
    if (!this.has(field)) return null;
    const judgement = judge(this.fields[field]);
    if (!('problem' in judgement)) return judgement;
    this.problems.push({ field, problem: judgement.problem });
    return null;
  }

  has(field: string): boolean {
    this.#known.add(field);
    return Object.hasOwn(this.fields, field) && (this.fields[field] ?? null) !== null;
  }

  /**
   * Reports unknown fields: a misspelt field would be lost silently, and with it perhaps a user's password.
   */
  refuseOthers(): void {
    const known = [...this.#known];
    for (const field of Object.keys(this.fields))
      if (!this.#known.has(field)) this.problems.push({ field: 'line', problem: unknownField(field, known) });
  }

  #read<T>(field: string, problem: string, rule: Rule<T>): T | undefined {
    const reading = rule(this.fields[field]);
    if (reading === undefined) this.problems.push({ field, problem });
    return reading;
  }
}
