import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FloodMark } from './flood-process.js';
import { atMost, type Row } from './table.js';

/** By the first mark everything that is bounded is full; after it nothing may grow. */
const MARKS = [100_000, 1_000_000];
const FLAT_MIB = 10;
/** For each login: two of the address and two of the subject. */
const CHARGES = 4;

/** What a million identifiers that nobody has, from as many addresses, leave behind in the limits. */
export async function measureFlood(): Promise<Row[]> {
  const child = fork(new URL('flood-process.js', import.meta.url), { execArgv: ['--expose-gc'] });
  child.send(MARKS);
  const [marks] = (await once(child, 'message')) as [FloodMark[]];
  const [before, full, end] = marks;
  if (before === undefined || full === undefined || end === undefined) return [];
  const tries = end.tried.toLocaleString('en');
  const memoryRow = (name: string, of: (mark: FloodMark) => number): Row => ({
    measure: `${name} after ${tries} identifiers`,
    service: `${of(end).toFixed(1)} MiB`,
    reference: `${of(full).toFixed(1)} after ${full.tried.toLocaleString('en')}, ${of(before).toFixed(1)} before`,
    ratio: of(end) / of(full),
    target: atMost(of(end) - of(full), FLAT_MIB, `< +${FLAT_MIB} MiB`),
  });
  return [
    memoryRow('heap', ({ heapMib }) => heapMib),
    memoryRow('resident memory', ({ residentMib }) => residentMib),
    {
      measure: 'one charge',
      service: `${(end.microsecondsEach / CHARGES).toFixed(2)} µs`,
      reference: `${(full.microsecondsEach / CHARGES).toFixed(2)} µs in the first ${full.tried.toLocaleString('en')}`,
      ratio: end.microsecondsEach / full.microsecondsEach,
    },
  ];
}
