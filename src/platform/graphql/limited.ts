import type { GraphQLSchema } from 'graphql';
import type { ErrorCode } from '../../core/errors.js';
import type { RequestMeta } from '../../core/viewer.js';
import { isUnrecordedGuess } from '../../core/wrong-guess.js';
import type { RequestContext } from './context.js';
import { authErrorOf, type IsUnavailable } from './error-mapping.js';
import type { Subject, SubjectOf } from './subject.js';

/** The source and the target of an attempt; `subject` is null if only the address is counted. */
export interface Who {
  readonly requestMeta: RequestMeta;
  readonly subject: string | null;
  /**
   * The account that knows the device of the request. Attempts from known devices count only for this account
   * and not for the address, so an attacker at the same address cannot lock the user out.
   */
  readonly knownDevice: string | null;
}

/** An attempt that the limits have counted and whose result is not known yet. */
export interface Attempt {
  /**
   * Never throws, because the operation is already done.
   * @param code the code of the refusal; null after a success
   */
  settle(code: ErrorCode | null): Promise<void>;
}

/** Throws if the operation needs a solved captcha that the request lacks. */
export type RequireCaptcha = (operation: string, context: RequestContext) => Promise<void>;

/** How often each operation may be tried. */
export interface OperationLimits {
  /** @throws RATE_LIMITED */
  begin(operation: string, who: Who): Promise<Attempt>;
}

/** The operations by name, as the capabilities declare them. */
export type LimitedOperations = Readonly<
  Record<
    string,
    {
      readonly limits?: { readonly subject: readonly unknown[] };
      readonly subject?: SubjectOf<never>;
      readonly isFailure?: (answer: never) => boolean;
    }
  >
>;

/**
 * Counts every mutation of the finished schema, and each query that declares limits, before input
 * validation and the resolver. Each executed field counts once, so aliases, fragments and batches do not
 * bypass the limits (RL-2). No guess reaches the password hash before it is counted (RL-1).
 * @throws TypeError if such an operation declares no limits, or limits by subject without a `subject`
 */
export function limitOperations(
  schema: GraphQLSchema,
  guards: {
    limits: OperationLimits;
    isUnavailable: IsUnavailable;
    operations: LimitedOperations;
    requireCaptcha: RequireCaptcha;
  },
): void {
  const { limits, isUnavailable, operations, requireCaptcha } = guards;
  for (const [name, field] of limitedFields(schema, operations)) {
    const subjectOf = operations[name]?.subject as SubjectOf<unknown> | undefined;
    const isFailure = operations[name]?.isFailure as ((answer: unknown) => boolean) | undefined;
    const declared = operations[name]?.limits;
    if (declared === undefined) throw new TypeError(`${name} declares no limits`);
    if (declared.subject.length > 0 && subjectOf === undefined)
      throw new TypeError(`${name} does not say whom it counts`);
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const subject = (await subjectOf?.(args, context)) ?? null;
      const attempt = await limits.begin(name, { requestMeta: context.requestMeta, ...countedBy(subject) });
      let answer: unknown;
      try {
        await requireCaptcha(name, context);
        answer = await resolve(source, args, context, info);
      } catch (error) {
        const { code } = authErrorOf(error, isUnavailable);
        await attempt.settle(isUnrecordedGuess(error) ? 'INVALID_CREDENTIALS' : code);
        throw error;
      }
      await attempt.settle(isFailure?.(answer) ? 'TOKEN_INVALID' : null);
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
    // Not a query of another service: the service counts it only if the key proves to be unknown.
    ...queries.filter(
      ([name, { extensions }]) =>
        operations[name]?.limits !== undefined && extensions['forServices'] === undefined,
    ),
  ];
}
