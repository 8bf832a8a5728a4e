import { median } from './statistics.js';

export interface Comparison {
  readonly service: number;
  readonly reference: number;
  readonly ratio: number;
  /** How far to trust it: the lowest and the highest of the rounds' own ratios, unless something better is known. */
  readonly range: readonly [number, number];
}

/**
 * Measures one and the other in turn, changing who goes first: what else the machine does, and how warm it is,
 * then weighs on both alike.
 */
export async function interleave(
  rounds: number,
  service: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Comparison> {
  const [services = [], references = []] = await takeTurns(rounds, [service, reference]);
  return compare(services, references);
}

/** @returns what each measured, round by round */
export async function takeTurns<T>(rounds: number, measures: readonly (() => Promise<T>)[]): Promise<T[][]> {
  const measured: T[][] = measures.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < measures.length; turn += 1) {
      const next = (round + turn) % measures.length;
      const value = await measures[next]?.();
      if (value !== undefined) measured[next]?.push(value);
    }
  }
  return measured;
}

/** @returns the medians; the ratio is the median of each round's own */
export function compare(services: readonly number[], references: readonly number[]): Comparison {
  const ratios = services.map((value, round) => value / (references[round] ?? Number.NaN));
  return {
    service: median(services),
    reference: median(references),
    ratio: median(ratios),
    range: [Math.min(...ratios), Math.max(...ratios)],
  };
}
