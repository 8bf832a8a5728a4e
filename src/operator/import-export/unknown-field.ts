const MAX_SHOWN = 64;
/**
 * The maximum number of typing errors in a name: letters left out, added or exchanged. A short name allows
 * fewer.
 */
const MOST_EDITS = 2;
const LETTERS_AN_EDIT = 3;
/** A shorter text would be part of too many names. */
const LEAST_PART = 4;

/** Describes an unknown field, and suggests the known field that was probably meant. */
export function unknownField(name: string, known: readonly string[]): string {
  const meant = name.length <= MAX_SHOWN ? nearest(name, known) : undefined;
  return `unknown field "${shown(name)}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

/**
 * The name comes from the file: it must neither write escape sequences to the operator's terminal nor flood
 * it.
 */
function shown(name: string): string {
  const printable = name.slice(0, MAX_SHOWN).replace(/[^\x20-\x7e]|["\\]/g, '?');
  return name.length > MAX_SHOWN ? `${printable}…` : printable;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const letters = lettersOf(name);
  const most = Math.min(MOST_EDITS, Math.floor(letters.length / LETTERS_AN_EDIT));
  const close = known
    .map((field) => ({ field, edits: editsBetween(letters, lettersOf(field)) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return close[0]?.field ?? known.find((field) => isPart(letters, lettersOf(field)));
}

function isPart(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= LEAST_PART && longer.includes(shorter);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The Levenshtein distance; infinite if the lengths differ too much. */
function editsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_EDITS) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const exchanged = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(exchanged, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
