import type { ErrorDeclarations } from '../core/errors.js';
import type { Randomness } from '../core/randomness.js';
import { type DerivedKeys, deriveKeys as derive, type KeyCatalogue } from '../core/secret-box.js';
import type { KeyDeclaration, OperationDeclaration } from '../platform/capabilities/capability.js';
import type { MailTemplates } from '../platform/mail/outgoing-mail.js';
import type { Rule, Rules } from '../platform/rate-limits/rules.js';
import { capabilities } from './capabilities.js';

type Register = 'errors' | 'keys' | 'owns' | 'operations' | 'limits' | 'mails';

/**
 * What all capabilities declare of one kind, by name.
 * @throws TypeError when two capabilities declare the same name
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

/** Every refusal that a client can meet. */
export const errorDeclarations = register('errors') as ErrorDeclarations;

/** Every query and mutation. */
export const operationDeclarations = register('operations') as Readonly<Record<string, OperationDeclaration>>;

/** Every key that is derived from AUTH_SECRET. */
export const keyDeclarations = register('keys') as { readonly [K in keyof KeyCatalogue]: KeyDeclaration<K> };

/** Each table by the name of its model. */
export const tableNames = register('owns') as Readonly<Record<string, string>>;

/** How every mail is written. */
export const mailTemplates = register('mails') as MailTemplates;

const limited = Object.entries(operationDeclarations).flatMap(([name, { limits }]) =>
  limits === undefined ? [] : [[name, limits] as const],
);

/** How often each operation may be tried, by one address and on one subject, and what else is counted. */
export const LIMITS: Rules = {
  ...Object.fromEntries<Rule>(limited),
  ...(register('limits') as Rules),
};

/** The keys of every capability. @param previous the secret before this one */
export function deriveKeys(
  authSecret: Buffer,
  randomness: Randomness,
  previous: Buffer | null = null,
): DerivedKeys {
  return derive(authSecret, randomness, keyDeclarations, previous);
}
