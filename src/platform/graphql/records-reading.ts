import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { type Origin, Role, type Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** What an administrator was shown. The arguments have passed every check. */
export interface Reading {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

/** Hears of each reading before its answer leaves. It does not throw. */
export type OnRead = (viewer: Viewer, reading: Reading) => Promise<void>;

/** Says that a query shows administrators the data of other people. */
export function RecordsReading(): MethodDecorator {
  return Extensions({ recordsReading: true });
}

/** Done once on the finished schema: a query that is marked cannot forget to tell. A refused or empty reading is none. */
export function recordReading(schema: GraphQLSchema, onRead: OnRead): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve, extensions } = field;
    if (extensions['recordsReading'] !== true || !resolve) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const answer: unknown = await resolve(source, args, context, info);
      const viewer = await context.requireViewer();
      if (answer !== null && viewer.account.role === Role.ADMIN)
        await onRead(viewer, { operation: info.fieldName, args, origin: context.origin });
      return answer;
    };
  }
}
