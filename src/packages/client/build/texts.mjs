import { createHash } from 'node:crypto';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';

/**
 * Returns every operation as the client sends it: its text and that of its fragments, without ignorable
 * characters.
 * @param {readonly import('@graphql-codegen/plugin-helpers').Types.DocumentFile[]} files
 */
export function operationTexts(files) {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const spread = new Set();
      collectFragments(operation, fragments, spread);
      const parts = [operation, ...[...spread].map((name) => fragments.get(name))];
      return { operation, text: stripIgnoredCharacters(parts.map((part) => print(part)).join('\n')) };
    });
}

/** The id of a text for a service that accepts only trusted documents. */
export function documentId(text) {
  return createHash('sha256').update(text).digest('hex');
}

function collectFragments(node, fragments, found) {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      if (found.has(value)) return;
      found.add(value);
      collectFragments(fragments.get(value), fragments, found);
    },
  });
}
