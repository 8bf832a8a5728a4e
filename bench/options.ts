import { parseArgs } from 'node:util';
import { FULL, type Plan, QUICK } from './plan.js';

export const SECTIONS = ['service', 'limits', 'timing', 'flood', 'import', 'size'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  readonly plan: Plan;
  readonly sections: ReadonlySet<Section>;
}

/**
 * `--quick`, and `--only limits,flood` for some of the sections.
 * @throws what was asked for and is not there: a section that is misspelt would pass unmeasured
 */
export function readOptions(words: string[]): Options {
  const { values } = parseArgs({
    args: words,
    options: { quick: { type: 'boolean' }, only: { type: 'string' } },
  });
  const wanted = values.only?.split(',') ?? SECTIONS;
  const sections = SECTIONS.filter((section) => wanted.includes(section));
  if (sections.length !== wanted.length) throw new Error(`--only takes some of ${SECTIONS.join(',')}`);
  return { plan: values.quick ? QUICK : FULL, sections: new Set(sections) };
}
