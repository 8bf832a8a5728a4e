import type { GraphQLSchema } from 'graphql';
import type { ErrorCode } from '../../core/errors.js';
import type { Origin } from '../../core/viewer.js';
import { isUnrecordedGuess } from '../../core/wrong-guess.js';
import type { RequestContext } from './context.js';
import { type IsUnavailable, refusalOf } from './error-mapping.js';
import type { Subject, SubjectOf } from './subject.js';

/** Who tries: where from, and on whose account; null where the address alone is counted. */
export interface Who {
  readonly origin: Origin;
  readonly subject: string | null;
  /** The account that knows the device of the request: its tries are counted apart, and no stranger's address is. */
  readonly knownDevice: string | null;
}

/** A try that has been charged, and waits to hear what came of it. */
export interface Attempt {
  /** @param code of the refusal, null after a success. Never throws: what was done stays done. */
  settle(code: ErrorCode | null): Promise<void>;
}

/** How often each operation may be tried. */
export interface OperationLimits {
  /** @throws RATE_LIMITED */
  begin(operation: string, who: Who): Promise<Attempt>;
}

/** Operations by name, as their capabilities declare them. */
export type LimitedOperations = Readonly<
  Record<
    string,
    { readonly limits?: { readonly subject: readonly unknown[] }; readonly subject?: SubjectOf<never> }
  >
>;

/**
 * Charges every mutation of the finished schema, and each query that declares limits, before its input is checked and
 * its body runs: an attempt is counted once for each field that is executed, whatever aliases, fragments or batches
 * bring it (RL-2), and no guess reaches the password hash before it is counted (RL-1).
 * @throws TypeError when a mutation declares no limits, or does not say whom they count
 */
export function limitOperations(
  schema: GraphQLSchema,
  guards: { limits: OperationLimits; isUnavailable: IsUnavailable; operations: LimitedOperations },
): void {
  const { limits, isUnavailable, operations } = guards;
  for (const [name, field] of limitedFields(schema, operations)) {
    const subjectOf = operations[name]?.subject as SubjectOf<unknown> | undefined;
    const declared = operations[name]?.limits;
    if (declared === undefined) throw new TypeError(`${name} declares no limits`);
    if (declared.subject.length > 0 && subjectOf === undefined)
      throw new TypeError(`${name} does not say whom it counts`);
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const subject = (await subjectOf?.(args, context)) ?? null;
      const attempt = await limits.begin(name, { origin: context.origin, ...countedBy(subject) });
      let answer: unknown;
      try {
        answer = await resolve(source, args, context, info);
      } catch (error) {
        const { code } = refusalOf(error, isUnavailable);
        await attempt.settle(isUnrecordedGuess(error) ? 'INVALID_CREDENTIALS' : code);
        throw error;
      }
      await attempt.settle(null);
      return answer;
    };
  }
}

function countedBy(subject: Subject): Pick<Who, 'subject' | 'knownDevice'> {
  if (subject === null || typeof subject === 'string') return { subject, knownDevice: null };
  return { subject: null, knownDevice: subject.knownDevice };
}

function limitedFields(schema: GraphQLSchema, operations: LimitedOperations) {
  const queries = Object.entries(schema.getQueryType()?.getFields() ?? {});
  return [
    ...Object.entries(schema.getMutationType()?.getFields() ?? {}),
    // What a service asks is counted where its key turns out to be unknown, and a good one never is.
    ...queries.filter(([name]) => operations[name]?.subject !== undefined),
  ];
}
