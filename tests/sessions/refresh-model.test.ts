import { accessed, currentWhileUnused, type Rule, refreshed, rule, type State } from './refresh-rule.js';

const MOVES = 10;

/** A thief has copied the tokens of the first generation. Neither knows of the other. */
interface World {
  readonly session: State;
  /** The victim shows the newest token that arrived. */
  readonly victim: number;
  /** The thief shows any token that they ever had. */
  readonly thief: readonly number[];
  readonly last: Party | null;
  /** How often successful refreshes have passed from one to the other. */
  readonly passes: number;
}

type Party = 'victim' | 'thief';
type Access = 'this service' | 'offline verifiers';

const START: World = {
  session: { generation: 1, predecessor: 0, used: false, age: 'recovery' },
  victim: 1,
  thief: [1],
  last: null,
  passes: 0,
};

/** Moves are further apart than the grace: within it a thief is as good as another tab. */
const later = (session: State): State => ({ ...session, age: 'recovery' });

function refreshes(world: World, party: Party, gen: number, arrives: boolean, by: Rule): World | null {
  const session = refreshed(world.session, gen, by);
  if (session === null) return null;
  const told = session.generation;
  const passed = arrives && world.last !== null && world.last !== party;
  return {
    session: later(session),
    victim: party === 'victim' && arrives ? told : world.victim,
    thief: party === 'thief' && arrives ? [...new Set([...world.thief, told])] : world.thief,
    last: arrives ? party : world.last,
    passes: world.passes + (passed ? 1 : 0),
  };
}

/** Every world that one move leads to; null is a session that has ended, which is a theft detected. */
function movesOf(world: World, by: Rule, access: Access, parties: readonly Party[]): (World | null)[] {
  return parties.flatMap((party) => {
    const held = party === 'victim' ? [world.victim] : world.thief;
    return held.flatMap((gen) => {
      const session = access === 'this service' ? accessed(world.session, gen) : world.session;
      return [
        refreshes(world, party, gen, true, by),
        refreshes(world, party, gen, false, by),
        session === null ? null : { ...world, session },
      ];
    });
  });
}

/** Every sequence of moves; worlds that are the same are followed once. */
function explore(by: Rule, access: Access, parties: readonly Party[] = ['victim', 'thief']) {
  let worlds = new Map([[JSON.stringify(START), START]]);
  let passes = 0;
  let ended = 0;
  for (let move = 0; move < MOVES; move++) {
    const next = new Map<string, World>();
    for (const world of worlds.values())
      for (const after of movesOf(world, by, access, parties)) {
        if (after === null) ended += 1;
        else next.set(JSON.stringify(after), after);
        passes = Math.max(passes, after?.passes ?? 0);
      }
    worlds = next;
  }
  return { passes, ended, worlds: worlds.size };
}

describe('every sequence of ten moves by a thief and a victim', () => {
  it.each<Access>(['this service', 'offline verifiers'])(
    'lets refreshes pass from one to the other twice at most before the reuse is detected, where access tokens are shown to %s',
    (access) => {
      const { passes, worlds } = explore(rule, access);
      expect(worlds).toBeGreaterThan(100);
      expect(passes).toBe(2);
    },
  );

  it('would detect nothing by a rule that answers with the current generation, where access tokens are shown to offline verifiers', () => {
    expect(explore(currentWhileUnused, 'offline verifiers').passes).toBe(MOVES - 1);
  });

  it.each<Access>(['this service', 'offline verifiers'])(
    'never ends the session of a victim who is alone, whatever answers are lost, where access tokens are shown to %s',
    (access) => {
      expect(explore(rule, access, ['victim']).ended).toBe(0);
    },
  );
});
