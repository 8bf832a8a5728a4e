import { IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { says } from './field-rules.js';

/** DO-7: the most that one page may hold. */
const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** How much of a list is asked for. */
@ArgsType()
export class FirstArgs {
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_PAGE, description: 'How many, 1 to 100.' })
  @IsOptional()
  @Min(1, says('range', { min: 1, max: MAX_PAGE }))
  @Max(MAX_PAGE, says('range', { min: 1, max: MAX_PAGE }))
  first!: number | null;
}

/** Which part of a list is asked for. */
@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  @IsOptional()
  @IsUUID(undefined, says('cursor'))
  after?: string | null;
}

@ObjectType({ description: 'Where a page of a list ends.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more behind this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Hand it in as `after` for the next page.' })
  endCursor!: string | null;
}

export interface Connection<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly nodes: T[];
  readonly pageInfo: PageInfo;
}

/**
 * A page of a list.
 * @param find finds up to so many, from behind the item whose cursor is `after`
 * @param cursorOf names an item's place; where nothing else is said, its id does
 */
export async function connect<T extends { readonly id: string }>(
  { first, after }: Pick<PageArgs, 'first' | 'after'>,
  find: (count: number, after: string | null) => Promise<readonly T[]>,
  cursorOf: (item: T) => string = ({ id }) => id,
): Promise<Connection<T>> {
  const count = first ?? DEFAULT_PAGE;
  const found = await find(count + 1, after ?? null);
  const nodes = found.slice(0, count);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  const pageInfo = { hasNextPage: found.length > count, endCursor: edges.at(-1)?.cursor ?? null };
  return { nodes, edges, pageInfo };
}
