import { MORE_WORDS, PREFIXES, WEAKEST_WORDS } from './common-words.data.js';
import { isKeyboardWalk } from './keyboard-walk.js';

/** The documentation of both original APIs uses it as an example. `PASSWORD_MIN_SCORE=2` still rejects it. */
const PUBLISHED_EXAMPLE = 'Password123!';
/** How many words of a list sorted by frequency count as common. */
const COMMON_WORDS = 10_000;
const MIN_WORD = 4;
const MAX_SEPARATORS = 3;
/** From this length on, a word is unlikely to appear in random letters by chance. */
const LONG_WORD = 6;
/** The longest password, decoration included, that is checked. No common word is longer. */
const MAX_LENGTH = 40;

/**
 * Common passwords that satisfy rules about character classes. No list holds them all, but users build them
 * in the same way: a common word, some letters replaced by digits or symbols, and a few digits and symbols
 * around it (`P@ssw0rd1`, `Summer2026!`). So this class strips the decoration and looks up the rest.
 */
export class CommonPasswords {
  /** The words in the form that `skeletonOf` returns. */
  readonly #words: ReadonlySet<string>;
  readonly #weakest: ReadonlySet<string>;

  /** @param byFrequency common passwords, the most frequent first */
  constructor(byFrequency: readonly string[]) {
    const words = byFrequency.filter((word) => word.length >= MIN_WORD && /\p{L}/u.test(word));
    this.#weakest = new Set(WEAKEST_WORDS.map(skeletonOf));
    this.#words = new Set([
      ...words.slice(0, COMMON_WORDS).map(skeletonOf),
      ...MORE_WORDS.map(skeletonOf),
      ...this.#weakest,
    ]);
  }

  has(password: string): boolean {
    if (password === PUBLISHED_EXAMPLE || password.length > MAX_LENGTH) return false;
    return isKeyboardWalk(password) || undecorated(password).some((core) => this.#isCommon(core));
  }

  #isCommon(core: string): boolean {
    return readingsOf(core).some((word) => this.#isWord(word) || this.#isWordPair(word));
  }

  #isWord(word: string): boolean {
    if (this.#words.has(word)) return true;
    return PREFIXES.some((prefix) => word.startsWith(prefix) && this.#words.has(word.slice(prefix.length)));
  }

  /** Two words in a row: `TestTest`, `AdminPassword`. */
  #isWordPair(word: string): boolean {
    for (let at = 3; at <= word.length - 3; at++) {
      const [first, second] = [word.slice(0, at), word.slice(at)];
      if (first === second && this.#words.has(first)) return true;
      if (this.#weakest.has(first) && this.#weakest.has(second)) return true;
    }
    return false;
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '€': 'e',
  '9': 'g',
  '6': 'g',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  l: 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '2': 'z',
};

/**
 * Removes case and accents, and turns each digit or symbol into the letter that it replaces. Letters that
 * share a digit (`1` for i and l) become the same letter.
 */
function skeletonOf(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain].map((sign) => LETTERS[sign] ?? sign).join('');
}

/**
 * Digits and symbols inside a word are either letters (`p@ssword`) or separators (`pass_word`,
 * `pass123word`). A text that looks random has no readings, since a word in it is there by chance: capitals
 * in unusual places, or more digits and symbols than letters.
 */
function readingsOf(core: string): string[] {
  const letters = core.replace(/[^\p{L}\p{M}]/gu, '');
  if (!hasUsualCapitals(letters)) return [];
  const signs = core.length - letters.length;
  if (signs === 0) return [skeletonOf(core)];
  const asLetters =
    core.length < LONG_WORD ? signs === 1 && letters.length >= MIN_WORD - 1 : signs <= core.length / 2;
  const asSeparators = signs <= MAX_SEPARATORS && letters.length >= LONG_WORD;
  return [
    ...(asLetters ? [core] : []),
    ...(asSeparators ? [letters, core.replace(/[^\p{L}\p{M}\p{N}]/gu, '')] : []),
  ].map(skeletonOf);
}

/** Whether the text has at most one capital, only capitals, or one at the start of each word. */
function hasUsualCapitals(letters: string): boolean {
  const capitals = letters.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals <= 1 || capitals === letters.length) return true;
  return letters.length >= LONG_WORD && /^(?:\p{Lu}[^\p{Lu}]+|I)+$/u.test(letters);
}

/**
 * Returns every part that may be the word of a password. Digits and symbols at the ends may belong to the
 * word (`$ummer`, `Footba11`) or not.
 */
function undecorated(password: string): string[] {
  const before = /^[^\p{L}]*/u.exec(password)?.[0].length ?? 0;
  const after = /[^\p{L}\p{M}]*$/u.exec(password)?.[0].length ?? 0;
  const cores: string[] = [];
  for (let start = 0; start <= before; start++)
    for (let end = password.length - after; end <= password.length; end++)
      if (start < end && isDecoration(password.slice(0, start)) && isDecoration(password.slice(end)))
        cores.push(password.slice(start, end));
  return cores;
}

/** Whether the text is digits with symbols before and after them, each in a form that users often choose. */
function isDecoration(text: string): boolean {
  const [, before = '', digits = '', after = ''] = /^(\D*)(\d*)(\D*)$/.exec(text) ?? [];
  return (
    before + digits + after === text &&
    areUsualSymbols(before) &&
    areUsualDigits(digits) &&
    areUsualSymbols(after)
  );
}

const USUAL_SYMBOLS = /^[ !"§£$€%&/()=?@#^*._+-]*$/;
const SYMBOL_RUNS = ['!@#$%^&*()', '!"§$%&/()=', '!"£$%^&*()'];

function areUsualSymbols(text: string): boolean {
  if (!USUAL_SYMBOLS.test(text)) return false;
  return text.length <= 2 || isRepeated(text) || SYMBOL_RUNS.some((run) => run.includes(text));
}

const DIGIT_RUNS = [
  '01234567890',
  '09876543210',
  '1234554321',
  '12344321',
  '123123123',
  '121212121212',
  '147258369',
  '159753',
  '789456123',
  '100200300',
];
const DATE =
  /^(?:\d{2}(?:0[1-9]|1[0-2])(?:19|20)?\d{2}|(?:0[1-9]|1[0-2])\d{2}(?:19|20)?\d{2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2})$/;

/** At most four digits, which includes years, or more digits in a pattern that is easy to remember. */
function areUsualDigits(text: string): boolean {
  return (
    text.length <= 4 || isRepeated(text) || DATE.test(text) || DIGIT_RUNS.some((run) => run.includes(text))
  );
}

function isRepeated(text: string): boolean {
  return new Set(text).size === 1;
}
