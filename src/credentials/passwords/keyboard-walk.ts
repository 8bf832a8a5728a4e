const ROWS = ['`1234567890-=', 'qwertyuiop[]\\', "asdfghjkl;'", 'zxcvbnm,./'];
const SHIFTED = ['~!@#$%^&*()_+', 'QWERTYUIOP{}|', 'ASDFGHJKL:"', 'ZXCVBNM<>?'];

interface Key {
  readonly row: number;
  readonly column: number;
}

/** Each key under both of its characters. On the keyboard, `q` is below `1`, and `a` is below `q`. */
const KEYS: ReadonlyMap<string, Key> = new Map(
  [ROWS, SHIFTED].flatMap((rows) =>
    rows.flatMap((signs, row) =>
      [...signs].map((sign, index) => [sign, { row, column: row === 0 ? index : index + 1 }] as const),
    ),
  ),
);
/** The average length of a run in a walk. A random text of eight characters has two that long once in 10⁹. */
const STRETCH = 3;

/**
 * Whether a password follows neighbouring keys or the alphabet: `1qaz@WSX`, `Abcd1234!`, `Q1w2e3r4!`. A run
 * keeps its direction, so a word whose letters happen to be neighbours does not match.
 */
export function isKeyboardWalk(password: string): boolean {
  const signs = [...password];
  if (isRun(signs)) return true;
  // Two interleaved walks, with up to two more characters after them.
  return [0, 1, 2].some((left) => {
    const taken = signs.slice(0, signs.length - left);
    const walks = [0, 1].map((turn) => taken.filter((_sign, index) => index % 2 === turn));
    return taken.length >= 2 * STRETCH && walks.every(isRun);
  });
}

function isRun(signs: readonly string[]): boolean {
  return stretchesOf(signs) * STRETCH <= signs.length;
}

function stretchesOf(signs: readonly string[]): number {
  let stretches = 1;
  let direction: string | null = null;
  signs.forEach((sign, index) => {
    const before = signs[index - 1];
    if (before === undefined) return;
    const step = stepBetween(before, sign);
    if (step !== null && (direction === null || direction === step)) {
      direction = step;
      return;
    }
    stretches += 1;
    direction = null;
  });
  return stretches;
}

/** Returns the direction from a key to its neighbour or from a letter to the next; null for other pairs. */
function stepBetween(from: string, to: string): string | null {
  const [a, b] = [KEYS.get(from), KEYS.get(to)];
  if (a === undefined || b === undefined) return null;
  const [down, right] = [b.row - a.row, b.column - a.column];
  if (Math.abs(down) <= 1 && Math.abs(right) <= 1) return `${down} ${right}`;
  const [before, after] = [from.toLowerCase(), to.toLowerCase()];
  const distance = after.charCodeAt(0) - before.charCodeAt(0);
  return /^[a-z]{2}$/.test(before + after) && Math.abs(distance) === 1 ? `alphabet ${distance}` : null;
}
