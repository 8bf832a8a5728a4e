import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { AuthError } from '../../core/errors.js';
import { type RequestMeta, seesAll, type Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/**
 * An operation that the role of the user does not allow. The arguments fit the schema; nothing else is
 * checked.
 */
export interface ForbiddenAttempt {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly requestMeta: RequestMeta;
}

/** Called for each such attempt before it is refused. */
export type OnForbidden = (viewer: Viewer, attempt: ForbiddenAttempt) => Promise<void>;

/** Restricts an operation or a field to administrators. */
export function AdminOnly(): MethodDecorator {
  return Extensions({ adminOnly: true });
}

/** @returns the names of the restricted fields in the schema, such as `Mutation.suspendUser` */
export function adminOnlyFields(schema: GraphQLSchema): string[] {
  return reserved(schema).map(([name]) => name);
}

/**
 * Refuses users without the administrator role, before input validation and the resolver. Applied once to
 * every type of the finished schema, so that no resolver can omit the check (AD-1, GT-9). The role is read
 * from the database for each request, never from the token, so a demotion takes effect with the next
 * operation.
 */
export function reserveForAdministrators(schema: GraphQLSchema, forbidden: OnForbidden): void {
  for (const [, field] of reserved(schema)) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = async (source, args, context, info) => {
      const viewer = await context.requireViewer();
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
