import { IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { says } from './field-rules.js';

/** The maximum number of items on a page (DO-7). */
const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** The number of items that the client requests. */
@ArgsType()
export class FirstArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: 'The maximum number of items on the page, from 1 to 100.',
  })
  @IsOptional()
  @Min(1, says('range', { min: 1, max: MAX_PAGE }))
  @Max(MAX_PAGE, says('range', { min: 1, max: MAX_PAGE }))
  first!: number | null;
}

/** The page of a list that the client requests. */
@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => String, { nullable: true, description: 'The `endCursor` of the previous page.' })
  @IsOptional()
  @IsUUID(undefined, says('cursor'))
  after?: string | null;
}

@ObjectType({
  description: 'Whether a list has a next page, and where this page ends.',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether a next page exists.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to pass as `after` to get the next page. Null if this page is empty.',
  })
  endCursor!: string | null;
}

export interface Connection<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly nodes: T[];
  readonly pageInfo: PageInfo;
}

/**
 * Builds a page of a list. It requests one item more than the page holds, to know whether there is a next
 * page.
 * @param find finds up to `count` items after the item with the cursor `after`
 * @param cursorOf the cursor of an item; the default is its id
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
