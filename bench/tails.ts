import type { Comparison } from './interleave.js';
import { percentile } from './statistics.js';

const SHARE = 0.99;
const DRAWS = 1000;

/**
 * Compares the slowest hundredth of two samples that were taken in turn, round by round. Of all rounds together: one
 * of them holds too few slow answers to tell. The range is where 95 % of the ratios lie when whole rounds are drawn
 * again from those there were (a bootstrap), since what slows one answer of a round slows its neighbours.
 */
export function compareTails(rounds: readonly number[][], references: readonly number[][]): Comparison {
  const service = p99(rounds);
  const reference = p99(references);
  const ratios = Array.from({ length: DRAWS }, () => {
    const drawn = rounds.map(() => Math.floor(Math.random() * rounds.length));
    const of = (all: readonly number[][]) => p99(drawn.map((round) => all[round] ?? []));
    return of(rounds) / of(references);
  });
  return {
    service,
    reference,
    ratio: service / reference,
    range: [percentile(ratios, 0.025), percentile(ratios, 0.975)],
  };
}

function p99(rounds: readonly number[][]): number {
  return percentile(rounds.flat(), SHARE);
}
