const TIMESTAMP_FORM = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The range that ISO 8601 writes with a four-digit year and that PostgreSQL accepts, which has no year 0. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a timestamp is in the supported range. Its offset from UTC can move it out of a supported year. */
export function isWritable(timestamp: Date): boolean {
  return timestamp.getTime() >= EARLIEST && timestamp.getTime() <= LATEST;
}

/**
 * Parses an RFC 3339 timestamp with a time zone. Without a zone, the result would depend on the machine.
 * @returns null for any other text
 */
export function parseTimestamp(text: string): Date | null {
  const [, day = ''] = TIMESTAMP_FORM.exec(text) ?? [];
  const timestamp = new Date(text);
  if (day === '' || Number.isNaN(timestamp.getTime()) || !isDay(day)) return null;
  return isWritable(timestamp) ? timestamp : null;
}

/** JavaScript reads 30 February as a day in March. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
