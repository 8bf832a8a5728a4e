import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { AuthError, type Reason } from '../../core/errors.js';
import { type RequestMeta, Role, seesAll, type Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/**
 * An operation that the role of the user does not allow. The arguments fit the schema; nothing else is
 * checked.
 */
export interface ForbiddenAttempt {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The reason of the refusal, if it has one. */
  readonly because?: Reason | undefined;
  readonly requestMeta: RequestMeta;
}

/** Called for each such attempt before it is refused. */
export type OnForbidden = (viewer: Viewer, attempt: ForbiddenAttempt) => Promise<void>;

/** @throws STEP_UP_REQUIRED if the session of an administrator is too weak or too old for one */
export type RequireAdministration = (viewer: Viewer) => Promise<void>;

/** Restricts an operation or a field to administrators. */
export function AdminOnly(): MethodDecorator {
  return Extensions({ adminOnly: true });
}

/** @returns the names of the restricted fields in the schema, such as `Mutation.suspendUser` */
export function adminOnlyFields(schema: GraphQLSchema): string[] {
  return reserved(schema).map(([name]) => name);
}

/**
 * Refuses users without the administrator role, and administrators without a strong and fresh session, before
 * input validation and the resolver. Applied once to every type of the finished schema, so that no resolver can
 * omit the check (AD-1, AD-5, GT-9). Role and session are read from the database for each request, never from
 * the token, so a demotion takes effect with the next operation.
 */
export function reserveForAdministrators(
  schema: GraphQLSchema,
  forbidden: OnForbidden,
  requireAdministration: RequireAdministration,
): void {
  for (const [, field] of reserved(schema)) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = async (source, args, context, info) => {
      const viewer = await context.requireViewer();
      if (viewer.account.role === Role.ADMIN) await requireAdministration(viewer);
      if (!seesAll(viewer)) {
        await forbidden(viewer, { operation: info.fieldName, args, requestMeta: context.requestMeta });
        throw new AuthError('FORBIDDEN');
      }
      return resolve(source, args, context, info);
    };
  }
}

type Field = GraphQLField<unknown, RequestContext>;

function reserved(schema: GraphQLSchema): [name: string, field: Field][] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field): [string, Field] => [`${type.name}.${field.name}`, field]),
    )
    .filter(([, { extensions }]) => extensions['adminOnly'] === true);
}
