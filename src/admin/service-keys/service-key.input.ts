import { ArrayMinSize, IsString, Length, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import { says } from '../../platform/graphql/field-rules.js';
import { ServiceKeyScopes } from './service-key.type.js';

@InputType({ description: 'The service key to create.' })
export class CreateServiceKeyInput {
  @Field(() => String, { description: 'The name of the key, such as the name of the service that uses it.' })
  @Length(1, 64, says('length', { min: 1, count: 64 }))
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9 ._-]*$/, says('serviceKeyName'))
  name!: string;

  @Field(() => [ServiceKeyScopes], {
    defaultValue: ['introspect'],
    description: 'What the key may be used for, at least one. It never changes: create another key instead.',
  })
  @ArrayMinSize(1, says('serviceKeyScopes'))
  scopes!: ServiceKeyScope[];
}

@InputType({ description: 'The service key to revoke.' })
export class RevokeServiceKeyInput {
  @Field(() => ID, { description: 'The id of the key to revoke.' })
  @IsString()
  serviceKeyId!: string;
}
