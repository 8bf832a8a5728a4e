import { GraphQLScalarType } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';

/** The type names are those of the Apollo Federation subgraph specification. */
@ObjectType('_Service', { description: 'The schema of this subgraph, for a gateway.', simpleResolvers: true })
export class SubgraphService {
  @Field(() => String, { description: 'The schema in SDL, with the directives of Apollo Federation 2.' })
  sdl!: string;
}

export const Any = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: '_Any',
  description: 'A reference to an entity: its `__typename` and the fields of its key.',
  specifiedByURL: null,
});

export const Entity = createUnionType({
  name: '_Entity',
  description: 'The types to which other subgraphs may refer.',
  types: () => [User],
  resolveType: () => User,
});
