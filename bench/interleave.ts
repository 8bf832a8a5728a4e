import { median } from './statistics.js';

export interface Comparison {
  readonly service: number;
  readonly reference: number;
  readonly ratio: number;
  /** The lowest and the highest of the rounds' own ratios: how far to trust the median. */
  readonly range: readonly [number, number];
}

/**
 * Measures one and the other in turn, changing who goes first: what else the machine does, and how warm it is,
 * then weighs on both alike.
 * @returns the medians; the ratio is the median of each round's own
 */
export async function interleave(
  rounds: number,
  service: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Comparison> {
  const pairs: { service: number; reference: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await service();
      pairs.push({ service: first, reference: await reference() });
    } else {
      const first = await reference();
      pairs.push({ reference: first, service: await service() });
    }
  }
  const ratios = pairs.map((pair) => pair.service / pair.reference);
  return {
    service: median(pairs.map((pair) => pair.service)),
    reference: median(pairs.map((pair) => pair.reference)),
    ratio: median(ratios),
    range: [Math.min(...ratios), Math.max(...ratios)],
  };
}
