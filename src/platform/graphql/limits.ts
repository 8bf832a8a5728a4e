import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * Limits of a document (GT-2): far above the needs of a client, far below the cost of a denial of service.
 */
const MAX_DEPTH = 20;
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 30;
const MAX_NODES = 10;

export const parseOptions = { maxTokens: 1000 };
export const validationOptions = { maxErrors: 3 };
export const executionOptions = { maxCoercionErrors: 3 };

/**
 * An operation may contain only one mutation field, counted after the expansion of fragments. Otherwise
 * aliases and fragments would give an attacker several guesses in one request (RL-2).
 */
export function oneMutationField(context: ValidationContext): ASTVisitor {
  const counter = new FieldCounter(context, (name) => name !== '__typename');
  return {
    OperationDefinition(operation) {
      if (operation.operation !== 'mutation' || counter.count(operation.selectionSet) < 2) return;
      context.reportError(
        new GraphQLError('An operation may contain only one mutation field', { nodes: operation }),
      );
    },
  };
}

/** Each `node` is a query of its own, so aliases of it are counted, after the expansion of fragments (GT-2). */
export function fewNodes(context: ValidationContext): ASTVisitor {
  const counter = new FieldCounter(context, (name) => name === 'node');
  return {
    OperationDefinition(operation) {
      if (operation.operation !== 'query' || counter.count(operation.selectionSet) <= MAX_NODES) return;
      context.reportError(
        new GraphQLError('An operation may contain at most ten node fields', { nodes: operation }),
      );
    },
  };
}

/**
 * Counts the fields that a selection executes. The count of each fragment is cached, because nested fragments
 * can expand exponentially.
 */
class FieldCounter {
  readonly #byFragment = new Map<string, number>();

  constructor(
    private readonly context: ValidationContext,
    private readonly counts: (name: string) => boolean,
  ) {}

  count(set: SelectionSetNode): number {
    return set.selections.reduce((sum, selection) => sum + this.#countSelection(selection), 0);
  }

  #countSelection(selection: SelectionNode): number {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.count(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#countFragment(selection.name.value);
    return this.counts(selection.name.value) ? 1 : 0;
  }

  #countFragment(name: string): number {
    const known = this.#byFragment.get(name);
    if (known !== undefined) return known;
    // The value during the count: a fragment that spreads itself adds nothing.
    this.#byFragment.set(name, 0);
    const fragment = this.context.getFragment(name);
    const count = fragment ? this.count(fragment.selectionSet) : 0;
    this.#byFragment.set(name, count);
    return count;
  }
}

/** Counts aliases and directives as written in the document, without the expansion of fragments. */
export function boundedDocument(context: ValidationContext): ASTVisitor {
  let depth = 0;
  let aliases = 0;
  let directives = 0;
  const refuse = (what: string) => context.reportError(new GraphQLError(`The document has too many ${what}`));
  return {
    SelectionSet: {
      enter() {
        depth += 1;
        if (depth === MAX_DEPTH + 1) refuse('levels');
      },
      leave() {
        depth -= 1;
      },
    },
    Field(field) {
      if (field.alias && ++aliases === MAX_ALIASES + 1) refuse('aliases');
    },
    Directive() {
      if (++directives === MAX_DIRECTIVES + 1) refuse('directives');
    },
  };
}

/**
 * graphql-js has no such rule. It raises a server error instead, with which an attacker could flood the log.
 */
export function knownOperationType(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (!context.getSchema().getRootType(operation.operation))
        context.reportError(
          new GraphQLError('The schema has no operations of this type', { nodes: operation }),
        );
    },
  };
}

export const validationRules: ValidationRule[] = [
  knownOperationType,
  oneMutationField,
  fewNodes,
  boundedDocument,
];
