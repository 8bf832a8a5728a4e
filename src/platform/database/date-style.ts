import type pg from 'pg';

/** `timestamp without time zone`, the type of every time column. */
const TIMESTAMP = 1114;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Rewrites every time from this connection as ISO 8601. The operator may have set another style, and behind a
 * pooler a setting of ours would not last (decision 30). PostgreSQL reports the style before the first row
 * and after each change. While it is ISO, which is usual, no row is inspected.
 */
export function readInAnyDateStyle(connection: pg.Connection): void {
  let style = 'ISO, MDY';
  let timestamps: readonly number[] = [];
  const noteColumns = ({ fields }: { fields: readonly { dataTypeID: number }[] }) => {
    timestamps = fields.flatMap(({ dataTypeID }, index) => (dataTypeID === TIMESTAMP ? [index] : []));
  };
  const rewrite = ({ fields }: { fields: (string | null)[] }) => {
    for (const index of timestamps) fields[index] = isoOf(fields[index] ?? null, style);
  };
  connection.on(
    'parameterStatus',
    ({ parameterName, parameterValue }: { parameterName: string; parameterValue: string }) => {
      if (parameterName !== 'DateStyle') return;
      style = parameterValue;
      connection.off('rowDescription', noteColumns).off('dataRow', rewrite);
      // Prepended: the listeners of the driver must read the rewritten rows.
      if (!style.startsWith('ISO'))
        connection.prependListener('rowDescription', noteColumns).prependListener('dataRow', rewrite);
    },
  );
}

/** `29.11.2026 01:02:03.456`, `29/11/2026 …` or `11/29/2026 …` */
const NUMERIC = /^(\d\d)[./](\d\d)[./](\d{4,}) (\S+)$/;
/** `Sun Nov 29 01:02:03.456 2026` or `Sun 29 Nov 01:02:03.456 2026` */
const WORDED = /^\w{3} (?:([A-Z]\w\w) (\d\d)|(\d\d) ([A-Z]\w\w)) (\S+) (\d{4,})$/;

/** Every style writes the same digits in a different order. Only the years 1 to 9999 are stored. */
export function isoOf(text: string | null, style: string): string | null {
  if (text === null) return null;
  const [, first = '', second = '', year = '', time = ''] = NUMERIC.exec(text) ?? [];
  if (first !== '') {
    const isDayFirst = style.startsWith('German') || style.endsWith('DMY');
    const [day, month] = isDayFirst ? [first, second] : [second, first];
    return `${year}-${month}-${day} ${time}`;
  }
  const worded = WORDED.exec(text);
  if (worded === null) return text;
  const [, monthBefore, dayAfter, dayBefore, monthAfter, clock = '', yearLast = ''] = worded;
  const month = String(MONTHS.indexOf(monthBefore ?? monthAfter ?? '') + 1).padStart(2, '0');
  return `${yearLast}-${month}-${dayBefore ?? dayAfter ?? ''} ${clock}`;
}
