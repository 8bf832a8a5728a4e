import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { isService, type Principal, type RequestMeta, seesAll } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** A query that showed data to an administrator or a service. The arguments have passed every check. */
export interface RecordedQuery {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly requestMeta: RequestMeta;
}

/** Called for each such query before the response is sent. It does not throw. */
export type OnRead = (principal: Principal, reading: RecordedQuery) => Promise<void>;

/** Marks a query that shows the data of other users to administrators and services. */
export function RecordsReading(): MethodDecorator {
  return Extensions({ recordsReading: true });
}

/**
 * Records each marked query of an administrator or a service. Applied once to the finished schema, so that no
 * resolver can omit it. A refused query and a null result are not recorded, because they show no data.
 */
export function recordReading(schema: GraphQLSchema, onRead: OnRead): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve, extensions } = field;
    if (extensions['recordsReading'] !== true || !resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const answer: unknown = await resolve(source, args, context, info);
      const principal = await context.requirePrincipal();
      if (answer !== null && (isService(principal) || seesAll(principal)))
        await onRead(principal, { operation: info.fieldName, args, requestMeta: context.requestMeta });
      return answer;
    };
  }
}
