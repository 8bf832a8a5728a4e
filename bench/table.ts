export interface Row {
  readonly measure: string;
  readonly service: string;
  readonly reference?: string;
  readonly ratio?: number;
  readonly range?: readonly [number, number];
  readonly target?: Target;
}

/** What a row must reach; `value` is its ratio unless it says otherwise. */
export interface Target {
  readonly text: string;
  readonly met: boolean;
}

export function atLeast(ratio: number, bound: number): Target {
  return { text: `≥ ${bound.toFixed(2)}`, met: ratio >= bound };
}

export function atMost(value: number, bound: number, text = `≤ ${bound}`): Target {
  return { text, met: value <= bound };
}

export function perSecond(rate: number): string {
  return `${rate.toFixed(rate < 1000 ? 1 : 0)}/s`;
}

const HEADER = ['measure', 'service', 'reference', 'ratio', '(of rounds)', 'target', ''];

export function formatTable(rows: readonly Row[]): string {
  const lines = [HEADER, ...rows.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [text[0], widths.map((width) => '-'.repeat(width)).join('  '), ...text.slice(1)].join('\n');
}

function cells({ measure, service, reference, ratio, range, target }: Row): string[] {
  const verdict = target === undefined ? '' : target.met ? 'met' : 'MISSED';
  const spread = range === undefined ? '' : `${range[0].toFixed(2)}–${range[1].toFixed(2)}`;
  return [measure, service, reference ?? '', ratio?.toFixed(2) ?? '', spread, target?.text ?? '', verdict];
}
