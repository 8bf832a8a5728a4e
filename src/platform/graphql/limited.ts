import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import type { ErrorCode } from '../../core/errors.js';
import type { Origin } from '../../core/viewer.js';
import { isUnrecordedGuess } from '../../core/wrong-guess.js';
import type { RequestContext } from './context.js';
import { type IsUnavailable, refusalOf } from './error-mapping.js';

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
  knows(operation: string): boolean;
  /** @throws RATE_LIMITED */
  begin(operation: string, who: Who): Promise<Attempt>;
}

/** What is counted besides the address, or instead of it. */
export type Subject = string | null | { readonly knownDevice: string };

/** Names what is counted besides the address. The arguments fit the schema and have passed no other check yet. */
export type SubjectOf<Args> = (args: Args, context: RequestContext) => Subject | Promise<Subject>;

/** Says whom an operation counts. Every mutation must say so: without it the service does not start (RL-11). */
export function LimitedBy<Args>(subject: SubjectOf<Args>): MethodDecorator {
  return Extensions({ limitedBy: subject });
}

export const byAddressAlone: SubjectOf<unknown> = () => null;

/** For closed operations: the account of the signed-in user. */
export const byViewer: SubjectOf<unknown> = async (_args, context) =>
  (await context.requireViewer()).account.id;

/**
 * Charges every mutation of the finished schema, and each query that is dear enough to ask for it, before its input is
 * checked and its body runs: an attempt is counted once for each field that is executed, whatever aliases, fragments
 * or batches bring it (RL-2), and no guess reaches the password hash before it is counted (RL-1).
 * @throws TypeError when a mutation does not say whom it counts, or has no limit
 */
export function limitOperations(
  schema: GraphQLSchema,
  { limits, isUnavailable }: { limits: OperationLimits; isUnavailable: IsUnavailable },
): void {
  for (const [name, field] of limitedFields(schema)) {
    const subjectOf = field.extensions['limitedBy'] as SubjectOf<unknown> | undefined;
    if (subjectOf === undefined) throw new TypeError(`${name} does not say whom it counts: add @LimitedBy()`);
    if (!limits.knows(name)) throw new TypeError(`${name} has no limit`);
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const subject = await subjectOf(args, context);
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

function limitedFields(schema: GraphQLSchema) {
  const queries = Object.entries(schema.getQueryType()?.getFields() ?? {});
  return [
    ...Object.entries(schema.getMutationType()?.getFields() ?? {}),
    ...queries.filter(([, { extensions }]) => extensions['limitedBy'] !== undefined),
  ];
}
