import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Bounds on a document (GT-2): far above what a client of this schema needs, far below what hurts. */
const MAX_DEPTH = 20;
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 30;

export const parseOptions = { maxTokens: 1000 };
export const validationOptions = { maxErrors: 3 };
export const executionOptions = { maxCoercionErrors: 3 };

/**
 * An alias or a fragment must not buy a second guess (RL-2): an operation holds one mutation field, counted after
 * fragments are expanded.
 */
export function oneMutationField(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== 'mutation' || countFields(operation.selectionSet, context, new Set()) < 2)
        return;
      context.reportError(new GraphQLError('An operation holds one mutation field', { nodes: operation }));
    },
  };
}

/** Counts a fragment wherever it is spread; stops at two, and at a fragment that spreads itself. */
function countFields(set: SelectionSetNode, context: ValidationContext, within: ReadonlySet<string>): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += selection.name.value === '__typename' ? 0 : 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countFields(selection.selectionSet, context, within);
    else count += countSpread(selection.name.value, context, within);
    if (count > 1) return count;
  }
  return count;
}

function countSpread(name: string, context: ValidationContext, within: ReadonlySet<string>): number {
  const fragment = context.getFragment(name);
  if (!fragment || within.has(name)) return 0;
  return countFields(fragment.selectionSet, context, new Set([...within, name]));
}

/** Aliases and directives are counted as written: each costs where it stands, spread or not. */
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

export const validationRules: ValidationRule[] = [oneMutationField, boundedDocument];
