import { Arg, ID, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import { Node } from '../../platform/graphql/node.type.js';
import type { NodeTypes } from '../../platform/graphql/node-types.js';
import { RecordsReading } from '../../platform/graphql/records-reading.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';

@Resolver()
export class NodesResolver {
  constructor(private readonly deps: { nodeTypes: NodeTypes }) {}

  @RecordsReading()
  @Query(() => Node, {
    nullable: true,
    description:
      'Finds a user, an event or a ledger entry by its id. Null for an unknown id, and for an object that the ' +
      'viewer may not see. At most ten in an operation. Needs an access token.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The id of the object.' }) id: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<Node | null> {
    return (await this.deps.nodeTypes.find(viewer, id)) as Node | null;
  }
}
