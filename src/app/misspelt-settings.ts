import type { SettingWarning } from './environment.js';

const PREFIX = /^LATCHKEY_/;
/** A shorter name, such as HOST, resembles too many variables of other programs. */
const MIN_LENGTH = 6;
const MAX_DISTANCE = 2;

/** @returns warnings for variables that resemble a setting. All other variables belong to other programs. */
export function misspeltSettings(
  variables: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): SettingWarning[] {
  return Object.keys(variables)
    .filter((name) => variables[name]?.trim() && !known.includes(name))
    .sort()
    .flatMap((setting) => {
      const meant = settingMeant(setting, known);
      return meant === null ? [] : [{ setting, warning: `is not a setting; did you mean ${meant}?` }];
    });
}

function settingMeant(name: string, known: readonly string[]): string | null {
  const written = name.toUpperCase().replaceAll('-', '_').replace(PREFIX, '');
  if (known.includes(written)) return written;
  const [nearest] = known
    .map((setting) => ({ setting, away: distanceOfNames(written, setting) }))
    .filter(({ away }) => away <= MAX_DISTANCE)
    .sort((one, other) => one.away - other.away);
  return nearest?.setting ?? null;
}

/** Two typing errors are accepted only in words of sufficient length: DATABASE_SSL is not DATABASE_URL. */
function distanceOfNames(name: string, setting: string): number {
  // The distance is at least the difference of the lengths. A start compares every variable with every setting.
  if (Math.abs(name.length - setting.length) > MAX_DISTANCE) return Number.POSITIVE_INFINITY;
  if (isTransposed(name, setting)) return 1;
  if (Math.min(name.length, setting.length) < MIN_LENGTH) return Number.POSITIVE_INFINITY;
  const whole = editDistance(name, setting);
  if (whole > MAX_DISTANCE) return Number.POSITIVE_INFINITY;
  const [words, known] = [name.split('_'), setting.split('_')];
  const areAlike =
    words.length === known.length &&
    known.every((word, index) => editDistance(words[index] ?? '', word) <= Math.ceil(word.length / 4));
  return whole <= 1 || areAlike ? whole : Number.POSITIVE_INFINITY;
}

/** Whether two adjacent letters are exchanged, such as PROT for PORT. */
function isTransposed(name: string, setting: string): boolean {
  if (name.length !== setting.length) return false;
  const first = [...name].findIndex((letter, index) => letter !== setting[index]);
  const swapped = `${name.slice(0, first)}${name[first + 1] ?? ''}${name[first] ?? ''}${name.slice(first + 2)}`;
  return first >= 0 && swapped === setting;
}

/** The Levenshtein distance: the number of insertions, deletions and substitutions. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, wanted] of [...other].entries()) {
      const substituted = (previous[column] ?? 0) + (letter === wanted ? 0 : 1);
      current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
