import { parseArgs } from 'node:util';
import { FULL, type Plan, QUICK } from './plan.js';

export const SECTIONS = ['service', 'limits', 'timing', 'flood', 'import', 'size'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  readonly plan: Plan;
  readonly sections: ReadonlySet<Section>;
  /** A built checkout to compare this build with, instead of the sections. */
  readonly against: string | null;
}

/**
 * `--quick`, `--only limits,flood` for some of the sections, and `--against DIR` for a comparison of two builds.
 * @throws what was asked for and is not there: a section that is misspelt would pass unmeasured
 */
export function readOptions(words: string[]): Options {
  const { values } = parseArgs({
    args: words,
    options: { quick: { type: 'boolean' }, only: { type: 'string' }, against: { type: 'string' } },
  });
  const wanted = values.only?.split(',') ?? SECTIONS;
  const sections = SECTIONS.filter((section) => wanted.includes(section));
  if (sections.length !== wanted.length) throw new Error(`--only takes some of ${SECTIONS.join(',')}`);
  const plan = values.quick ? QUICK : FULL;
  const against = values.against ?? null;
  return { plan, sections: new Set(against === null ? sections : []), against };
}
