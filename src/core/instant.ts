const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads an instant with its zone, as RFC 3339 has it: without one, it would be another instant on another machine.
 * @returns null for any other text
 */
export function readInstant(text: string): Date | null {
  const [, day = ''] = INSTANT.exec(text) ?? [];
  const instant = new Date(text);
  if (day === '' || Number.isNaN(instant.getTime()) || !isDay(day)) return null;
  return isStorable(instant) ? instant : null;
}

/** PostgreSQL reads a year with a sign, which JavaScript writes before 0 and after 9999, as something else, or not at all. */
export function isStorable(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/** JavaScript takes the 30th of February for a day in March. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
