import { Args, Query, Resolver } from 'type-graphql';
import type { User } from '../../accounts/users/user.type.js';
import type { UserVisibility } from '../../accounts/users/user-visibility.service.js';
import type { Viewer } from '../../core/viewer.js';
import { Public } from '../../platform/graphql/public.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { EntitiesArgs } from './federation.input.js';
import { Entity, SubgraphService } from './federation.type.js';

/** The resolvers of an Apollo Federation 2 subgraph. */
@Resolver()
export class FederationResolver {
  constructor(
    private readonly deps: { userVisibility: UserVisibility; subgraphSdl: () => Promise<string> },
  ) {}

  @Public()
  @Query(() => SubgraphService, {
    name: '_service',
    description: 'Returns the schema from which a gateway composes its own. Needs no token.',
  })
  async service(): Promise<SubgraphService> {
    return { sdl: await this.deps.subgraphSdl() };
  }

  @RecordsReading()
  @Query(() => [Entity], {
    name: '_entities',
    nullable: 'items',
    description:
      'Returns the users to which other subgraphs refer, in the same order; null for a user that does not exist. Needs an access token.',
  })
  async entities(
    @Args(() => EntitiesArgs) { representations }: EntitiesArgs,
    @CurrentViewer() viewer: Viewer,
  ): Promise<(User | null)[]> {
    const ids = representations.map(({ __typename, id }) => (__typename === 'User' ? id : null));
    const found = await this.deps.userVisibility.find(viewer, ids);
    return ids.map((id) => found.get(id) ?? null);
  }
}
