import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { Refusal } from '../../core/errors.js';
import { type Origin, Role, type Viewer } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** What somebody tried whose role does not allow it. The arguments fit the schema and have passed no other check. */
export interface ForbiddenAttempt {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

/** Hears of each such attempt before it is refused. */
export type OnForbidden = (viewer: Viewer, attempt: ForbiddenAttempt) => Promise<void>;

/** Reserves an operation or a field for administrators. */
export function AdminOnly(): MethodDecorator {
  return Extensions({ adminOnly: true });
}

/** Where what is reserved stands in the schema: `Mutation.suspendUser`. */
export function adminOnlyFields(schema: GraphQLSchema): string[] {
  return reserved(schema).map(([name]) => name);
}

/**
 * Refuses whoever is no administrator, before the input is checked and the body runs. Done once on the finished
 * schema, on every type (AD-1, GT-9), so that no resolver can forget to ask. The role is the database's at this very
 * request, never the token's: a demotion is felt at the next operation.
 */
export function reserveForAdministrators(schema: GraphQLSchema, forbidden: OnForbidden): void {
  for (const [, field] of reserved(schema)) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = async (source, args, context, info) => {
      const viewer = await context.requireViewer();
      if (viewer.account.role !== Role.ADMIN) {
        await forbidden(viewer, { operation: info.fieldName, args, origin: context.origin });
        throw new Refusal('FORBIDDEN');
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
