import { AuthError } from '../../core/errors.js';
import { sentence } from '../i18n/sentence.js';

/** The maximum number of items on a page (DO-7). */
export const MAX_PAGE = 100;
export const DEFAULT_PAGE = 20;

/** The part of a list that the client requests. */
export interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

export interface Connection<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly nodes: T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A part of a list: the items after one cursor and before another, in the order of the list. */
export interface Slice {
  readonly count: number;
  readonly after: string | null;
  readonly before: string | null;
  /** Whether to begin at the end: the last item comes first. */
  readonly backwards: boolean;
}

export type FindSlice<T> = (slice: Slice) => Promise<readonly T[]>;

/**
 * Builds a page of a list as the Relay Cursor Connections specification has it. It requests one item more than
 * the page holds, to know whether the list continues, and on the side that the client comes from it looks for
 * one item.
 * @param cursorOf the cursor of an item; the default is its id
 * @throws BAD_USER_INPUT for `first` and `last` together, whose meaning the specification calls confusing
 */
export async function connect<T extends { readonly id: string }>(
  { first, last, after = null, before = null }: Page,
  find: FindSlice<T>,
  cursorOf: (item: T) => string = ({ id }) => id,
): Promise<Connection<T>> {
  if (isGiven(first) && isGiven(last))
    throw new AuthError('BAD_USER_INPUT', {
      fields: [{ field: 'last', rule: 'oneDirection', sentence: sentence('problems.input.oneDirection') }],
    });
  const backwards = isGiven(last);
  const count = last ?? first ?? DEFAULT_PAGE;
  const found = await find({ count: count + 1, after, before, backwards });
  const page = found.slice(0, count);
  const nodes = backwards ? page.toReversed() : page;
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null];
  const continues = found.length > count;
  const exists = async (slice: Omit<Slice, 'count'>) => (await find({ count: 1, ...slice })).length > 0;
  const isBefore = async () =>
    after !== null && (await exists({ after: null, before: startCursor ?? after, backwards: true }));
  const isAfter = async () =>
    before !== null && (await exists({ after: endCursor ?? before, before: null, backwards: false }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: backwards ? await isAfter() : continues,
      hasPreviousPage: backwards ? continues : await isBefore(),
      startCursor,
      endCursor,
    },
  };
}

function isGiven(count: number | null | undefined): count is number {
  return count !== null && count !== undefined;
}
