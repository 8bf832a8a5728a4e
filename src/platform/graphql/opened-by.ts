import type { GraphQLField, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import type { RequestContext } from './context.js';

type Field = GraphQLField<unknown, RequestContext>;

/** Opens an operation of administrators to services whose key has the scope. */
export function OpenedBy(scope: ServiceKeyScope): MethodDecorator {
  return Extensions({ openedBy: scope });
}

/** @returns the scope that opens the operation to services; null if none does */
export function openingScope({ extensions }: Pick<Field, 'extensions'>): ServiceKeyScope | null {
  return (extensions['openedBy'] as ServiceKeyScope | undefined) ?? null;
}

/** The scope that each operation needs from a service key, by the names of the operations that take one. */
export function operationScopes(schema: GraphQLSchema): Readonly<Record<string, ServiceKeyScope>> {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const fields = roots.flatMap((type) => Object.values(type?.getFields() ?? {}));
  return Object.fromEntries(
    fields.flatMap((field) => {
      const scope = openingScope(field) ?? (field.extensions['forServices'] as ServiceKeyScope | undefined);
      return scope === undefined ? [] : [[field.name, scope]];
    }),
  );
}

/** The name of a scope in the schema, such as `USERS_READ`. */
export function scopeName(scope: ServiceKeyScope): string {
  return scope.toUpperCase().replace(':', '_');
}
