import type { ErrorCode, ErrorDeclarations } from '../../core/errors.js';
import type { Measure } from '../../core/measure.js';
import type { KeyCatalogue, SecretBox } from '../../core/secret-box.js';
import type { Services } from '../../core/services.js';
import type { Companion } from '../audit/auth-event.js';
import type { Database } from '../database/client.js';
import type { SealedStore } from '../encryption-keys/resealing.service.js';
import type { SubjectOf } from '../graphql/subject.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';
import type { Rule, Rules } from '../rate-limits/rules.js';
import type { ModelName, TableOf } from './table.js';

/** What a client and the limits must know of a query or a mutation, beside its place in the schema. */
export interface OperationDeclaration {
  /** Whether a client sends its access token along: it waits for a refresh only where that is not `never`. */
  readonly token: 'required' | 'optional' | 'never';
  /** The codes that it may answer with, beside those of every operation. */
  readonly throws: readonly ErrorCode[];
  /** How often it may be tried. Every mutation has limits: without them the service does not start (RL-11). */
  readonly limits?: Rule;
  /** What is counted beside the address. */
  // biome-ignore lint/suspicious/noExplicitAny: each operation has arguments of its own
  readonly subject?: SubjectOf<any>;
}

/** A key that is derived from AUTH_SECRET, under a label of its own (RFC 8725 §3.12). */
export type KeyDeclaration<K extends keyof KeyCatalogue> = {
  readonly label: string;
  /** For the operator: what it is for, and what a new AUTH_SECRET means for that. */
  readonly protects: string;
  readonly afterRotation: string;
} & (KeyCatalogue[K] extends SecretBox
  ? {
      readonly kind: 'encryption';
      /** Where rows are that are encrypted under it: a new AUTH_SECRET encrypts them again. */
      readonly store: (deps: { database: Database }) => SealedStore;
    }
  : { readonly kind: 'hash' });

/** Work beside requests, which ends before the process does. */
export interface Background {
  start?(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/** What a capability consists of once it is built. */
export interface Built<Model extends ModelName, Provided extends keyof Services> {
  /** What each of its tables means to a user: what a change ends, what expires, what an export shows. */
  readonly tables: { readonly [M in Model]: TableOf<M> };
  readonly services: Pick<Services, Provided>;
  /** What it writes with the events of others, in their transaction. */
  readonly handlers?: readonly Companion[];
  readonly background?: readonly Background[];
  readonly measures?: readonly Measure[];
}

// biome-ignore lint/suspicious/noExplicitAny: a resolver asks for the services that it uses, whichever those are
export type ResolverClass = new (deps: any) => object;

export interface Capability<
  Code extends ErrorCode,
  Key extends keyof KeyCatalogue,
  Model extends ModelName,
  Needed extends keyof Services,
  Provided extends keyof Services,
  Config,
> {
  readonly name: string;
  readonly errors: ErrorDeclarations<Code>;
  readonly keys: { readonly [K in Key]: KeyDeclaration<K> };
  /** Every table that it alone writes, by the name of its model, with its name in the database. */
  readonly owns: { readonly [M in Model]: string };
  /** The services that it is built with. Whoever provides them stands before it in the list. */
  readonly needs: readonly Needed[];
  /** The services that others may ask for. */
  readonly provides: readonly Provided[];
  readonly build: (
    services: Pick<Services, Needed>,
    config: Config,
  ) => Built<Model, Provided> | Promise<Built<Model, Provided>>;
  readonly operations?: Readonly<Record<string, OperationDeclaration>>;
  /** How often things are done that are no operation, such as mails of one kind. */
  readonly limits?: Rules;
  readonly mails?: MailTemplates;
  /** Loaded for the schema alone: a command that lists users loads no GraphQL. */
  readonly resolvers?: (config: Config) => Promise<readonly ResolverClass[]>;
}

/** Declares a capability: what it leaves out of its own declarations does not compile. */
export function defineCapability<
  Code extends ErrorCode,
  Key extends keyof KeyCatalogue,
  Model extends ModelName,
  Needed extends keyof Services,
  Provided extends keyof Services,
  Config,
>(
  capability: Capability<Code, Key, Model, Needed, Provided, Config>,
): Capability<Code, Key, Model, Needed, Provided, Config> {
  return capability;
}
