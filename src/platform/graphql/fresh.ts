import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Freshness } from '../../core/assurance.js';
import { Duration } from '../../core/duration.js';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** What an operation on the user's own credentials asks of the session. */
export const OWN_CREDENTIALS: Freshness = { within: Duration.minutes(10), level: 'highest' };

/** @throws STEP_UP_REQUIRED if the session of the viewer is too weak or too old */
export type RequireFresh = (viewer: Viewer, freshness: Freshness) => Promise<void>;

/** Protects an operation from a stolen session: the user must have proved lately who they are (RFC 9470). */
export function Fresh(freshness: Freshness = OWN_CREDENTIALS): MethodDecorator {
  return Extensions({ fresh: freshness });
}

/** @returns the operations that need a fresh session, by name */
export function freshOperations(schema: GraphQLSchema): ReadonlyMap<string, Freshness> {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return new Map(
    roots
      .flatMap((root) => Object.entries(root?.getFields() ?? {}))
      .flatMap(([name, { extensions }]): [string, Freshness][] => {
        const fresh = extensions['fresh'] as Freshness | undefined;
        return fresh === undefined ? [] : [[name, fresh]];
      }),
  );
}

/**
 * Refuses sessions that are too weak or too old, before input validation and the resolver. Applied once to the finished
 * schema, so that no resolver can omit the check. The session's row decides, never the claims of the token (MFA-8).
 */
export function requireFreshSessions(schema: GraphQLSchema, requireFresh: RequireFresh): void {
  const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
  for (const [name, freshness] of freshOperations(schema)) {
    const field = fields[name];
    const resolve = field?.resolve;
    if (field === undefined || resolve === undefined) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      await requireFresh(await context.requireViewer(), freshness);
      return resolve(source, args, context, info);
    };
  }
}
