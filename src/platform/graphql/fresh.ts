import type { GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { type Freshness, OWN_CREDENTIALS } from '../../core/freshness.js';
import { isService, type Viewer } from '../../core/viewer.js';
import { isForServicesToo } from './admin-only.js';
import type { RequestContext } from './context.js';

/** What one operation asks. */
export interface Required extends Freshness {
  /**
   * A field of the input that may have the password. With it, a user without a second factor needs no fresh session:
   * the operation verifies the password. It never replaces a second factor.
   */
  readonly orPassword?: string;
}

/** @throws STEP_UP_REQUIRED if the session of the viewer is too weak or too old */
export type RequireFresh = (viewer: Viewer, freshness: Freshness) => Promise<void>;

/** Protects an operation from a stolen session: the user must have proved lately who they are (RFC 9470). */
export function Fresh(required: Required = OWN_CREDENTIALS): MethodDecorator {
  return Extensions({ fresh: required });
}

/** The same for an operation whose input may have the password in this field instead. */
export function FreshOrPassword(field: string): MethodDecorator {
  return Fresh({ ...OWN_CREDENTIALS, orPassword: field });
}

/** @returns the operations that need a fresh session, by name */
export function freshOperations(schema: GraphQLSchema): ReadonlyMap<string, Required> {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return new Map(
    roots
      .flatMap((root) => Object.entries(root?.getFields() ?? {}))
      .flatMap(([name, { extensions }]): [string, Required][] => {
        const fresh = extensions['fresh'] as Required | undefined;
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
  for (const [name, required] of freshOperations(schema)) {
    const field = fields[name];
    const resolve = field?.resolve;
    if (field === undefined || resolve === undefined) continue;
    field.resolve = async (source, args, context: RequestContext, info) => {
      const viewer = isForServicesToo(field)
        ? await context.requirePrincipal()
        : await context.requireViewer();
      // A script has no second factor: its service key and the scope are its proof.
      if (isService(viewer)) return resolve(source, args, context, info);
      if (viewer.account.hasSecondFactor || !givesPassword(args, required))
        await requireFresh(viewer, required);
      return resolve(source, args, context, info);
    };
  }
}

function givesPassword(args: { input?: unknown }, { orPassword }: Required): boolean {
  if (orPassword === undefined) return false;
  const input = args.input as Readonly<Record<string, unknown>> | undefined;
  return typeof input?.[orPassword] === 'string';
}
