import type { ErrorDeclarations, FieldRules, Reason } from '../core/errors.js';
import type { EventDeclarations } from '../core/events.js';
import type { Randomness } from '../core/randomness.js';
import { type DerivedKeys, deriveKeys as derive, type KeyCatalogue } from '../core/secret-box.js';
import type { KeyDeclaration, OperationDeclaration } from '../platform/capabilities/capability.js';
import type { MailTemplates } from '../platform/mail/outgoing-mail.js';
import type { Rule, Rules } from '../platform/rate-limits/rules.js';
import { capabilities } from './capabilities.js';

type Register =
  | 'errors'
  | 'reasons'
  | 'rules'
  | 'events'
  | 'keys'
  | 'owns'
  | 'operations'
  | 'limits'
  | 'mails';

/**
 * Collects the declarations of one kind from all capabilities, by name.
 * @throws TypeError if two capabilities declare the same name
 */
function register(kind: Register): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const capability of capabilities)
    for (const [name, declared] of Object.entries((capability as { [K in Register]?: object })[kind] ?? {})) {
      if (Object.hasOwn(all, name)) throw new TypeError(`${capability.name} declares ${name} once more`);
      all[name] = declared;
    }
  return all;
}

/** Every error code of the API. */
export const errorDeclarations = register('errors') as ErrorDeclarations;

/** Every `reason` of a refusal, with what it means. */
export const reasonDeclarations = register('reasons') as Readonly<Record<Reason, string>>;

/** Every rule that an input field can break. */
export const fieldRules = register('rules') as FieldRules;

/** Every event of the service. */
export const eventDeclarations = register('events') as EventDeclarations;

/** Every query and mutation. */
export const operationDeclarations = register('operations') as Readonly<Record<string, OperationDeclaration>>;

/** Every key that the service derives from AUTH_SECRET. */
export const keyDeclarations = register('keys') as { readonly [K in keyof KeyCatalogue]: KeyDeclaration<K> };

/** The name of each table in the database, by the name of its model. */
export const tableNames = register('owns') as Readonly<Record<string, string>>;

/** The template of every mail. */
export const mailTemplates = register('mails') as MailTemplates;

const limited = Object.entries(operationDeclarations).flatMap(([name, { limits }]) =>
  limits === undefined ? [] : [[name, limits] as const],
);

/** The rate limits of each operation, by address and by subject, and those of other actions. */
export const LIMITS: Rules = {
  ...Object.fromEntries<Rule>(limited),
  ...(register('limits') as Rules),
};

/**
 * Derives the keys of every capability.
 * @param previous the secret before the rotation
 */
export function deriveKeys(
  authSecret: Buffer,
  randomness: Randomness,
  previous: Buffer | null = null,
): DerivedKeys {
  return derive(authSecret, randomness, keyDeclarations, previous);
}
