const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** What ISO 8601 writes with four digits of a year, and PostgreSQL as well: it knows no year 0. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether an instant can be written down. One of a fitting year may lie outside, by its offset from UTC. */
export function isWritable(instant: Date): boolean {
  return instant.getTime() >= EARLIEST && instant.getTime() <= LATEST;
}

/**
 * Reads an instant with its zone, as RFC 3339 has it: without one, it would be another instant on another machine.
 * @returns null for any other text
 */
export function readInstant(text: string): Date | null {
  const [, day = ''] = INSTANT.exec(text) ?? [];
  const instant = new Date(text);
  if (day === '' || Number.isNaN(instant.getTime()) || !isDay(day)) return null;
  return isWritable(instant) ? instant : null;
}

/** JavaScript takes the 30th of February for a day in March. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
