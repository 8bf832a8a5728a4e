import { Field, ID, InterfaceType } from 'type-graphql';

/** The interface of Relay's Global Object Identification. An object that `node` returns names its type. */
@InterfaceType({
  description: 'An object that `node` finds again by its id.',
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'The id of the object, unique among all objects of the service.' })
  id!: string;
}
