import { ArrayMaxSize, IsOptional, IsString, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { says } from '../../platform/graphql/field-rules.js';
import { LONGEST } from './ceremony.js';

/** A part of what an authenticator returned, in base64url. */
function CeremonyPart(part: keyof typeof LONGEST, description: string): PropertyDecorator {
  return (target, property) => {
    Field(() => String, { description: `${description} In base64url.` })(target, property);
    MaxLength(LONGEST[part], says('maxLength', { count: LONGEST[part] }))(target, property);
  };
}

@InputType({
  description: 'What `navigator.credentials.get()` returned: the parts of `PublicKeyCredential.toJSON()`.',
})
export class PasskeyAssertionInput {
  @CeremonyPart('id', 'The id of the passkey.')
  id!: string;

  @CeremonyPart('clientDataJSON', 'What the browser did, from `response`.')
  clientDataJSON!: string;

  @CeremonyPart('authenticatorData', 'What the authenticator did, from `response`.')
  authenticatorData!: string;

  @CeremonyPart('signature', 'The signature of both, from `response`.')
  signature!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The user that the passkey belongs to, from `response`, if it is there. In base64url.',
  })
  @IsOptional()
  @MaxLength(LONGEST.userHandle, says('maxLength', { count: LONGEST.userHandle }))
  userHandle?: string | null;
}

const MOST_TRANSPORTS = 10;
const LONGEST_TRANSPORT = 32;

@InputType({
  description: 'What `navigator.credentials.create()` returned: the parts of `PublicKeyCredential.toJSON()`.',
})
export class PasskeyAttestationInput {
  @CeremonyPart('id', 'The id of the passkey.')
  id!: string;

  @CeremonyPart('clientDataJSON', 'What the browser did, from `response`.')
  clientDataJSON!: string;

  @CeremonyPart('attestationObject', 'The new public key and what the authenticator did, from `response`.')
  attestationObject!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'How the authenticator is reached, such as `internal` or `usb`, from `response`.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_TRANSPORTS, says('invalid'))
  @IsString({ each: true })
  @MaxLength(LONGEST_TRANSPORT, { each: true, ...says('maxLength', { count: LONGEST_TRANSPORT }) })
  transports?: string[] | null;
}
