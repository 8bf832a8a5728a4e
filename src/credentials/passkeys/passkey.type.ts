import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime, Json } from '../../platform/graphql/scalars.js';
import type { ShownPasskey } from './passkeys.service.js';

@ObjectType({ description: 'A passkey of a user.', simpleResolvers: true })
export class Passkey implements ShownPasskey {
  @Field(() => ID, { description: 'The id of the passkey, as `renamePasskey` and `removePasskey` take it.' })
  id!: string;

  @Field(() => String, { description: 'The name that the user gave it.' })
  name!: string;

  @Field(() => String, {
    description:
      'The model of the authenticator (AAGUID), a UUID. Zeros if it does not tell. It is not proved, so use ' +
      'it for display alone.',
  })
  aaguid!: string;

  @Field(() => Boolean, { description: 'Whether the passkey is synchronised between devices of the user.' })
  backedUp!: boolean;

  @Field(() => [String], { description: 'How its authenticator is reached, such as `internal` or `usb`.' })
  transports!: string[];

  @Field(() => DateTime, { description: 'The time when the user added it.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'The time of its last use. Null before the first.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The time when it will be removed, if a session that a recovery code opened asked for it. Otherwise null.',
  })
  removedAt!: Date | null;
}

@InterfaceType({
  description: 'The answer of an operation that begins a ceremony with a passkey.',
  implements: Acknowledgement,
})
export abstract class PasskeyCeremony extends Acknowledgement {
  @Field(() => String, {
    description: 'A secret that the operation which ends the ceremony takes. Keep it in memory only.',
  })
  challenge!: string;

  @Field(() => Json, {
    description:
      'The options for the browser, for `PublicKeyCredential.parseRequestOptionsFromJSON` or, at a ' +
      'registration, `parseCreationOptionsFromJSON`.',
  })
  options!: object;

  @Field(() => DateTime, { description: 'The time when the challenge ends.' })
  expiresAt!: Date;
}
