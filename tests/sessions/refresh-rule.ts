/** A session's row as the rule of refreshing sees it (docs/decisions/0028-a-lost-answer-is-recovered.md). */
export interface State {
  readonly generation: number;
  readonly predecessor: number;
  readonly used: boolean;
  /** How long ago the last refresh was: within the grace, within the recovery, or longer ago. */
  readonly age: Age;
}

export const AGES = ['grace', 'recovery', 'over'] as const;
export type Age = (typeof AGES)[number];

export type Judgement = 'next' | 'repeated' | 'recovered' | 'reused' | 'unknown';
/** What decides about a refresh token of a generation. */
export type Rule = (state: State, gen: number) => Judgement;

/** The rule as the contract words it, written down a second time and without a database. */
export const rule: Rule = ({ generation, predecessor, used, age }, gen) => {
  if (gen > generation) return 'unknown';
  if (gen === generation) return 'next';
  if (gen === predecessor && age === 'grace') return 'repeated';
  if (gen === predecessor && !used && age === 'recovery') return 'recovered';
  return 'reused';
};

/** The rule that the contract rejects: the predecessor leads to the current generation for as long as that is unused. */
export const currentWhileUnused: Rule = (state, gen) => {
  const judged = rule(state, gen);
  return judged === 'recovered' ? 'repeated' : judged;
};

/** @returns null where the session ends */
export function refreshed(state: State, gen: number, by: Rule = rule): State | null {
  const judged = by(state, gen);
  if (judged === 'reused') return null;
  if (judged !== 'next' && judged !== 'recovered') return state;
  return { generation: state.generation + 1, predecessor: gen, used: false, age: 'grace' };
}

/** What an access token does where this service is asked. @returns null where the session ends */
export function accessed(state: State, gen: number): State | null {
  if (state.predecessor < gen && gen < state.generation) return null;
  return gen === state.generation ? { ...state, used: true } : state;
}
