import type { GraphQLField, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import { isService, type Viewer } from '../../core/viewer.js';
import { isForServicesToo } from './admin-only.js';
import type { RequestContext } from './context.js';

/** Opens an operation to callers without a token. Every other operation is closed. */
export function Public(): MethodDecorator {
  return Extensions({ public: true });
}

/**
 * Reserves an operation for other services. The operation ignores the token of a user, and its own statement
 * checks that the service key has the scope.
 */
export function ForServices(scope: ServiceKeyScope): MethodDecorator {
  return Extensions({ forServices: scope });
}

/**
 * Opens an operation to signed-in users who must enrol a second factor first (`MFA_FOR_EVERYBODY`). Every other
 * operation refuses them, except those that need no token.
 */
export function BeforeEnrolment(): MethodDecorator {
  return Extensions({ beforeEnrolment: true });
}

/** @throws STEP_UP_REQUIRED if the user must enrol a second factor first */
export type RequireEnrolled = (viewer: Viewer) => Promise<void>;

/** The names of the operations for users who must enrol a second factor first. */
export function operationsBeforeEnrolment(schema: GraphQLSchema): string[] {
  return operationsWith(schema, 'beforeEnrolment');
}

/** The names of the open operations, as the schema declares them. */
export function publicOperations(schema: GraphQLSchema): string[] {
  return operationsWith(schema, 'public');
}

/** The names of the operations for other services. */
export function serviceOperations(schema: GraphQLSchema): string[] {
  return operationsWith(schema, 'forServices');
}

function operationsWith(schema: GraphQLSchema, mark: 'public' | 'forServices' | 'beforeEnrolment'): string[] {
  return operations(schema)
    .filter(([, field]) => field.extensions[mark] !== undefined)
    .map(([name]) => name);
}

/**
 * Closes every operation that is not marked `@Public()`: only signed-in users can call an operation without a
 * mark, and only a client with a service key can call one marked `@ForServices()`. The operations of
 * administrators let services through to the check of their scopes. Users who must enrol a second factor first can
 * call only those marked `@BeforeEnrolment()`. Applied once to the finished schema, so that no declaration can bypass
 * it.
 */
export function closeByDefault(schema: GraphQLSchema, requireEnrolled: RequireEnrolled): void {
  const open = new Set(publicOperations(schema));
  const forServices = new Set(serviceOperations(schema));
  const beforeEnrolment = new Set(operationsBeforeEnrolment(schema));
  for (const [name, field] of operations(schema)) {
    const { resolve } = field;
    if (open.has(name) || !resolve) continue;
    field.resolve = async (source, args, context, info) => {
      if (forServices.has(name)) context.requireServiceKey();
      else {
        const principal = isForServicesToo(field)
          ? await context.requirePrincipal()
          : await context.requireViewer();
        if (!isService(principal) && !beforeEnrolment.has(name)) await requireEnrolled(principal);
      }
      return resolve(source, args, context, info);
    };
  }
}

type Operation = [name: string, field: GraphQLField<unknown, RequestContext>];

function operations(schema: GraphQLSchema): Operation[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return roots.flatMap((type) => Object.entries(type?.getFields() ?? {}));
}
