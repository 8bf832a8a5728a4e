import type { ErrorCode, ErrorDeclarations, FieldRules, Reason } from '../../core/errors.js';
import type { AuthEventType, EventDeclarations } from '../../core/events.js';
import type { Metric } from '../../core/metric.js';
import type { KeyCatalogue, SecretBox } from '../../core/secret-box.js';
import type { Services } from '../../core/services.js';
import type { TransactionalEventHandler } from '../audit/event-subscriber.js';
import type { Database } from '../database/client.js';
import type { EncryptedStore } from '../encryption-keys/re-encryption.service.js';
import type { FindNode } from '../graphql/node-types.js';
import type { SubjectOf } from '../graphql/subject.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';
import type { Rule, Rules } from '../rate-limits/rules.js';
import type { ModelName, TableOf } from './table.js';

/**
 * The properties of a query or mutation that clients and limits need and that the schema does not contain.
 */
export interface OperationDeclaration {
  /** Whether a client sends its access token. With `never`, the client does not wait for a token refresh. */
  readonly token: 'required' | 'optional' | 'never';
  /**
   * The error codes that it may return, without the universal ones (`returnedBy` of an error's declaration).
   * The tests refuse any other code, and at the end of a whole run each of these that no test has seen.
   */
  readonly throws: readonly ErrorCode[];
  /** The rate limits. Every mutation must have limits, otherwise the service does not start (RL-11). */
  readonly limits?: Rule;
  /** The key that is counted in addition to the address or, for a known device, instead of it. */
  // biome-ignore lint/suspicious/noExplicitAny: each operation has arguments of its own
  readonly subject?: SubjectOf<any>;
  /** Whether an answer without an error still counts as a failure, such as that of a query for a dead link. */
  // biome-ignore lint/suspicious/noExplicitAny: each operation has an answer of its own
  readonly isFailure?: (answer: any) => boolean;
}

/** A key that the service derives from AUTH_SECRET with its own label (RFC 8725 §3.12). */
export type KeyDeclaration<K extends keyof KeyCatalogue> = {
  readonly label: string;
  /** For the operator: the purpose of the key, and the effect of a new AUTH_SECRET on it. */
  readonly protects: string;
  readonly afterRotation: string;
} & (KeyCatalogue[K] extends SecretBox
  ? {
      readonly kind: 'encryption';
      /** The rows that the key encrypts. With a new AUTH_SECRET, the service encrypts them again. */
      readonly store: (deps: { database: Database }) => EncryptedStore;
    }
  : { readonly kind: 'hash' });

/** Background work, which stops before the process ends. */
export interface Background {
  start?(): void;
  /** Resolves when no work is running any more. */
  stop(): Promise<void>;
}

/** The parts of a capability after it is built. */
export interface Built<Model extends ModelName, Provided extends keyof Services> {
  /** For each of its tables: the rows that a user change ends, that expire, and that an export contains. */
  readonly tables: { readonly [M in Model]: TableOf<M> };
  readonly services: Pick<Services, Provided>;
  /** The types of objects that `node` finds, by their names in the schema. */
  readonly nodes?: Readonly<Record<string, FindNode>>;
  /** Handlers for events of other capabilities, in the transaction of the event. */
  readonly handlers?: readonly TransactionalEventHandler[];
  readonly background?: readonly Background[];
  readonly metrics?: readonly Metric[];
}

/** A resolver may ask only for services with these names. */
export type ResolverClass<Name extends keyof Services = keyof Services> = new (
  deps: Pick<Services, Name>,
) => object;

export interface Capability<
  Code extends ErrorCode,
  Type extends AuthEventType,
  Key extends keyof KeyCatalogue,
  Model extends ModelName,
  Needed extends keyof Services,
  Provided extends keyof Services,
  Config,
> {
  readonly name: string;
  readonly errors: ErrorDeclarations<Code>;
  /** When clients get the reasons that it adds to `ReasonCatalogue`, for `docs/errors.md`. */
  readonly reasons?: { readonly [R in Reason]?: string };
  /** The rules of input fields that no other capability declares. */
  readonly rules?: FieldRules;
  readonly events: EventDeclarations<Type>;
  readonly keys: { readonly [K in Key]: KeyDeclaration<K> };
  /** Every table that only this capability writes: the name of the model and the name in the database. */
  readonly owns: { readonly [M in Model]: string };
  /** The services that it needs. The capabilities that provide them come before it in the list. */
  readonly needs: readonly Needed[];
  /** The services that it provides to other capabilities. */
  readonly provides: readonly Provided[];
  readonly build: (
    services: Pick<Services, Needed>,
    config: Config,
  ) => Built<Model, Provided> | Promise<Built<Model, Provided>>;
  readonly operations?: Readonly<Record<string, OperationDeclaration>>;
  /** Limits of actions that are not operations, such as mails of one kind. */
  readonly limits?: Rules;
  readonly mails?: MailTemplates;
  /** Loaded only for the schema, so that commands such as the list of users do not load GraphQL. */
  readonly resolvers?: (
    config: Config,
    events: EventDeclarations,
  ) => Promise<readonly ResolverClass<Needed | Provided>[]>;
}

/** Declares a capability. The compiler reports missing parts. */
export function defineCapability<
  Code extends ErrorCode,
  Type extends AuthEventType,
  Key extends keyof KeyCatalogue,
  Model extends ModelName,
  Needed extends keyof Services,
  Provided extends keyof Services,
  Config,
>(
  capability: Capability<Code, Type, Key, Model, Needed, Provided, Config>,
): Capability<Code, Type, Key, Model, Needed, Provided, Config> {
  return capability;
}
