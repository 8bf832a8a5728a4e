import { ArrayMaxSize } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { says } from '../../platform/graphql/field-rules.js';
import { Any } from './federation.type.js';

/** A gateway requests all entities of an answer in one list and does not split it. */
const MAX_REPRESENTATIONS = 1000;

@ArgsType()
export class EntitiesArgs {
  @Field(() => [Any], { description: `The references to resolve, ${MAX_REPRESENTATIONS} at most.` })
  @ArrayMaxSize(MAX_REPRESENTATIONS, says('invalid'))
  representations!: Readonly<Record<string, unknown>>[];
}
