import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { RequestContext } from './context.js';
import { DEFAULT_PAGE, MAX_PAGE } from './page.js';

type Maybe<T> = T | null | undefined;

/** The maximum number of items that an operation may request in all its lists. */
const MAX_COST = 2000;

/** Each list is a query or two, so a small one counts like one of this size. */
const MIN_LIST_COST = 10;

const TOO_COSTLY = 'The operation requests too many items';

/**
 * Bounds the cost of an operation: the number of items in its lists, where a list within a list counts once for
 * each item of the outer one (GT-2). It runs after validation, which bounds the expansion of fragments.
 */
export function boundedCost(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          // Apollo has resolved it, although its types do not say so.
          if (operation === undefined) return;
          const readVariables = () =>
            getVariableValues(
              schema,
              operation.variableDefinitions ?? [],
              request.variables ?? {},
              // Each further mistake costs a search for a similar name.
              { maxErrors: 1 },
            ).coerced ?? null;
          if (new Cost(schema, document, readVariables).of(operation) > MAX_COST)
            throw new GraphQLError(TOO_COSTLY, {
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
            });
        },
      };
    },
  };
}

type Variables = { readonly [name: string]: unknown };

class Cost {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  #variables: Variables | null | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    /** Called once, and only for an operation with a list: execution reads the variables again. */
    private readonly readVariables: () => Variables | null,
  ) {
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  of({ operation, selectionSet }: OperationDefinitionNode): number {
    return this.#ofSelections(selectionSet, this.schema.getRootType(operation), 1);
  }

  /** @param times how often the selections are executed */
  #ofSelections({ selections }: SelectionSetNode, type: Maybe<GraphQLNamedType>, times: number): number {
    return selections.reduce((sum, selection) => sum + this.#ofSelection(selection, type, times), 0);
  }

  #ofSelection(selection: SelectionNode, type: Maybe<GraphQLNamedType>, times: number): number {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, type, times);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (fragment === undefined) return 0;
    const narrowed = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
    return this.#ofSelections(fragment.selectionSet, narrowed ?? type, times);
  }

  #ofField(node: FieldNode, type: Maybe<GraphQLNamedType>, times: number): number {
    const hasFields = isObjectType(type) || isInterfaceType(type);
    const field = hasFields ? type.getFields()[node.name.value] : undefined;
    // The fields of introspection are in no type. Their document has bounds of its own.
    if (field === undefined) return 0;
    const size = this.#sizeOf(field, node) ?? (isWholeList(field, type) ? MAX_PAGE : null);
    const own = size === null ? 0 : times * Math.max(size, MIN_LIST_COST);
    const within = node.selectionSet
      ? this.#ofSelections(node.selectionSet, getNamedType(field.type), times * (size ?? 1))
      : 0;
    return own + within;
  }

  /** The number of items that a field requests; null for a field that is neither a page nor a list by ids. */
  #sizeOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    const isPage = field.args.some(({ name }) => name === 'first');
    if (!isPage && !field.args.some(({ type }) => isListType(getNullableType(type)))) return null;
    if (this.#variables === undefined) this.#variables = this.readVariables();
    // Variables that do not fit are refused before a field is executed.
    if (this.#variables === null) return null;
    const args = getArgumentValues(field, node, this.#variables);
    if (isPage) {
      const wanted = Number(args['last'] ?? args['first'] ?? DEFAULT_PAGE);
      // A size out of range is refused by the field. Here it must not lower the sum.
      return Math.min(Math.max(wanted, 1), MAX_PAGE);
    }
    return Object.values(args).find(Array.isArray)?.length ?? null;
  }
}

/** Whether a field is a list of objects without pages, such as `sessions`. The lists within a page are not. */
function isWholeList({ type }: GraphQLField<unknown, unknown>, parent: Maybe<GraphQLNamedType>): boolean {
  const isOfPage = isObjectType(parent) && 'pageInfo' in parent.getFields();
  return !isOfPage && isListType(getNullableType(type)) && isObjectType(getNamedType(type));
}
