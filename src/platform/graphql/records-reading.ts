import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { type RequestMeta, seesAll, type Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** A query that showed data to an administrator. The arguments have passed every check. */
export interface RecordedQuery {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly requestMeta: RequestMeta;
}

/** Called for each such query before the response is sent. It does not throw. */
export type OnRead = (viewer: Viewer, reading: RecordedQuery) => Promise<void>;

/** Marks a query that shows the data of other users to administrators. */
export function RecordsReading(): MethodDecorator {
  return Extensions({ recordsReading: true });
}

/**
 * Records each marked query of an administrator. Applied once to the finished schema, so that no resolver can
 * omit it. A refused query and a null result are not recorded, because the administrator saw no data.
 */
export function recordReading(schema: GraphQLSchema, onRead: OnRead): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve, extensions } = field;
    if (extensions['recordsReading'] !== true || !resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const answer: unknown = await resolve(source, args, context, info);
      const viewer = await context.requireViewer();
      if (answer !== null && seesAll(viewer))
        await onRead(viewer, { operation: info.fieldName, args, requestMeta: context.requestMeta });
      return answer;
    };
  }
}
