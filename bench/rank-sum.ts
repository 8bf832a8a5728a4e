/** How far two samples are from having come out of one and the same. */
export interface RankSum {
  readonly z: number;
  /** How often chance alone would bring them this far apart, or further. */
  readonly p: number;
}

/** What counts as a difference: one false alarm in a thousand comparisons. */
export const SIGNIFICANT = 0.001;

/**
 * Mann and Whitney's test, two-sided: whether values of the one tend to be larger than values of the other,
 * whatever their distribution. A mean would follow the few answers that met a garbage collection.
 */
export function rankSum(one: readonly number[], other: readonly number[]): RankSum {
  const sorted = [
    ...one.map((value) => ({ value, own: 1 })),
    ...other.map((value) => ({ value, own: 0 })),
  ].sort((a, b) => a.value - b.value);
  let ranks = 0;
  let ties = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.value === sorted[start]?.value) end += 1;
    const count = end - start;
    // Equal values share the mean of their ranks, which count from one.
    for (let index = start; index < end; index += 1)
      ranks += (sorted[index]?.own ?? 0) * ((start + 1 + end) / 2);
    ties += count ** 3 - count;
    start = end;
  }
  const [n, m] = [one.length, other.length];
  const all = n + m;
  const u = ranks - (n * (n + 1)) / 2;
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
  const z = deviation === 0 ? 0 : (u - (n * m) / 2) / deviation;
  return { z, p: twoSided(z) };
}

/**
 * @returns the smallest share of their median by which values like these must be later than themselves before it is
 * noticed: a test that finds nothing must show what it would have found
 */
export function smallestNoticed(values: readonly number[], center: number): number {
  const notices = (share: number) =>
    rankSum(
      values,
      values.map((value) => value + share * center),
    ).p < SIGNIFICANT;
  if (!notices(1)) return Number.POSITIVE_INFINITY;
  let [below, above] = [0, 1];
  for (let step = 0; step < 20; step += 1) {
    const middle = (below + above) / 2;
    if (notices(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** What the normal distribution leaves beyond ±z: Abramowitz and Stegun 7.1.26, exact to 1.5e-7. */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp(-x * x);
}
