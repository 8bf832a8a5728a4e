import { IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { says } from './field-rules.js';
import { DEFAULT_PAGE, MAX_PAGE } from './page.js';

/** The number of items that the client requests, from either end of the list. */
@ArgsType()
export class PageSizeArgs {
  @Field(() => Int, {
    nullable: true,
    description: `The number of items from the start of the list, or after \`after\`: 1 to ${MAX_PAGE}, by default ${DEFAULT_PAGE}.`,
  })
  @IsOptional()
  @Min(1, says('range', { min: 1, max: MAX_PAGE }))
  @Max(MAX_PAGE, says('range', { min: 1, max: MAX_PAGE }))
  first?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `The number of items from the end of the list, or before \`before\`: 1 to ${MAX_PAGE}. Not together with \`first\`.`,
  })
  @IsOptional()
  @Min(1, says('range', { min: 1, max: MAX_PAGE }))
  @Max(MAX_PAGE, says('range', { min: 1, max: MAX_PAGE }))
  last?: number | null;
}

/** The arguments `after` and `before` of a list with these cursors. */
export function CursorField(side: 'after' | 'before', rule: PropertyDecorator): PropertyDecorator {
  const description =
    side === 'after'
      ? 'The `endCursor` of a page, to get the items after it.'
      : 'The `startCursor` of a page, to get the items before it.';
  return (target, property) => {
    Field(() => String, { nullable: true, description })(target, property);
    IsOptional()(target, property);
    rule(target, property);
  };
}

/** The page of a list whose cursors are UUIDs. */
@ArgsType()
export class UuidPageArgs extends PageSizeArgs {
  @CursorField('after', IsUUID(undefined, says('cursor')))
  after?: string | null;

  @CursorField('before', IsUUID(undefined, says('cursor')))
  before?: string | null;
}

@ObjectType({
  description: 'Where a page of a list begins and ends, and whether the list continues on either side.',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are items after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are items before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to pass as `before` to get the previous page. Null if this page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to pass as `after` to get the next page. Null if this page is empty.',
  })
  endCursor!: string | null;
}
