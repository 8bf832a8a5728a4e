import { ArrayMaxSize } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { says } from '../../platform/graphql/field-rules.js';
import { Any } from './federation.type.js';

/** A gateway asks for all the entities of an answer at once, and divides no list. */
const MAX_REPRESENTATIONS = 1000;

@ArgsType()
export class EntitiesArgs {
  @Field(() => [Any], { description: `Which entities, ${MAX_REPRESENTATIONS} at the most.` })
  @ArrayMaxSize(MAX_REPRESENTATIONS, says('invalid'))
  representations!: Readonly<Record<string, unknown>>[];
}
