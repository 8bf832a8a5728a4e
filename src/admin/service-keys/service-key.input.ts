import { Length, Matches } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { says } from '../../platform/graphql/field-rules.js';

@InputType({ description: 'A key to be made.' })
export class CreateServiceKeyInput {
  @Field(() => String, { description: 'What it is to be called: the service that will use it, for example.' })
  @Length(1, 64, says('length', { min: 1, count: 64 }))
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9 ._-]*$/, says('serviceKeyName'))
  name!: string;
}
