import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

export const ServiceKeyScopes = {
  INTROSPECT: 'introspect',
  USERS_READ: 'users:read',
  USERS_WRITE: 'users:write',
  EVENTS: 'events',
} as const satisfies Record<string, ServiceKeyScope>;

registerEnumType(ServiceKeyScopes, {
  name: 'ServiceKeyScope',
  description: 'What a service key may be used for. `@openedBy` names the scope of each operation.',
  valuesConfig: {
    INTROSPECT: { description: 'Ask whether an access token is valid, and whose it is.' },
    USERS_READ: { description: 'Read every user whole, as administrators do.' },
    USERS_WRITE: {
      description:
        'Invite, suspend, reinstate and sign out users and adjust their balances, but not those of administrators.',
    },
    EVENTS: { description: 'Read the security events of all users.' },
  },
});

@ObjectType({ description: 'A key that authenticates another service.', simpleResolvers: true })
export class ServiceKey {
  @Field(() => ID, { description: 'The id of the key. It is not secret.' })
  id!: string;

  @Field(() => String, { description: 'The name that the creator gave the key.' })
  name!: string;

  @Field(() => [ServiceKeyScopes], { description: 'What the key may be used for. It never changes.' })
  scopes!: ServiceKeyScope[];

  @Field(() => ID, { description: 'The administrator who created the key.' })
  createdById!: string;

  @Field(() => Boolean, {
    description:
      'Whether the creator is still an administrator who may sign in. If not, the key still works: revoke it unless it is needed.',
  })
  creatorIsAdministrator!: boolean;

  @Field(() => DateTime, { description: 'The time when the key was created.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The minute of the last use. Null if the key was never used.',
  })
  lastUsedAt!: Date | null;
}

@ObjectType({
  description: 'The answer after the creation of a service key.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class CreateServiceKeyPayload extends Acknowledgement {
  @Field(() => String, {
    description: 'The secret key. It is shown only in this answer, and the service cannot show it again.',
  })
  secret!: string;

  @Field(() => ServiceKey, { description: 'The key as `serviceKeys` lists it.' })
  serviceKey!: ServiceKey;
}

@ObjectType({
  description: 'The answer after the revocation of a service key.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RevokeServiceKeyPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the revoked key.' })
  serviceKeyId!: string;
}
