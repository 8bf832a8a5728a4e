import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { AuthError, type Reason } from '../../core/errors.js';
import { hasScope, type ServiceActor } from '../../core/service-actor.js';
import {
  isService,
  type Principal,
  type RequestMeta,
  Role,
  seesAll,
  type Viewer,
} from '../../core/viewer.js';
import type { RequestContext } from './context.js';
import { openingScope } from './opened-by.js';

/**
 * An operation that the role of the user or the scopes of the service key do not allow. The arguments fit the
 * schema; nothing else is checked.
 */
export interface ForbiddenAttempt {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The reason of the refusal, if it has one. */
  readonly because?: Reason | undefined;
  readonly requestMeta: RequestMeta;
}

/** Called for each such attempt before it is refused. */
export type OnForbidden = (principal: Principal, attempt: ForbiddenAttempt) => Promise<void>;

/** @throws STEP_UP_REQUIRED if the session of an administrator is too weak or too old for one */
export type RequireAdministration = (viewer: Viewer) => Promise<void>;

/** Restricts an operation or a field to administrators. */
export function AdminOnly(): MethodDecorator {
  return Extensions({ adminOnly: true });
}

/** @returns the names of the restricted fields in the schema, such as `Mutation.suspendUser` */
export function adminOnlyFields(schema: GraphQLSchema): string[] {
  return fields(schema)
    .filter(([, field]) => isAdminOnly(field))
    .map(([name]) => name);
}

/** Whether the operation tells administrators and services apart from other callers. */
export function isForServicesToo(field: Pick<Field, 'extensions'>): boolean {
  return isAdminOnly(field) || openingScope(field) !== null;
}

/**
 * Refuses users without the administrator role, administrators without a strong and fresh session, and services
 * without the scope that opens the operation, before input validation and the resolver. No scope opens an operation
 * that declares none. Applied once to every type of the finished schema, so that no resolver can omit the check (AD-1,
 * AD-5, GT-9). Role and session are read from the database for each request, never from the token, so a demotion takes
 * effect with the next operation.
 */
export function reserveForAdministrators(
  schema: GraphQLSchema,
  forbidden: OnForbidden,
  requireAdministration: RequireAdministration,
): void {
  for (const [, field] of fields(schema).filter(([, one]) => isForServicesToo(one))) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = async (source, args, context, info) => {
      const principal = await context.requirePrincipal();
      if (isAdminOnly(field) && !isService(principal) && principal.account.role === Role.ADMIN)
        await requireAdministration(principal);
      const refusal = isService(principal)
        ? refusalOfService(principal, field)
        : isAdminOnly(field) && !seesAll(principal)
          ? new AuthError('FORBIDDEN')
          : null;
      if (refusal !== null) {
        const { requestMeta } = context;
        const because = refusal.extras.reason;
        await forbidden(principal, { operation: info.fieldName, args, requestMeta, because });
        throw refusal;
      }
      return resolve(source, args, context, info);
    };
  }
}

function refusalOfService(service: ServiceActor, field: Field): AuthError<'FORBIDDEN'> | null {
  const scope = openingScope(field);
  if (scope === null) return new AuthError('FORBIDDEN');
  return hasScope(service, scope) ? null : new AuthError('FORBIDDEN', { reason: 'scopeMissing' });
}

type Field = GraphQLField<unknown, RequestContext>;

function isAdminOnly({ extensions }: Pick<Field, 'extensions'>): boolean {
  return extensions['adminOnly'] === true;
}

function fields(schema: GraphQLSchema): [name: string, field: Field][] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field): [string, Field] => [`${type.name}.${field.name}`, field]),
    );
}
