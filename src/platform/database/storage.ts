/** The pooler in front of PostgreSQL. `transaction` assigns a server connection to each transaction. */
export type Pooler = 'none' | 'transaction';

export interface PostgresqlStorage {
  readonly kind: 'postgresql';
  readonly url: string;
  readonly pooler?: Pooler;
}

/** Where the service stores its data. */
export type Storage = { readonly kind: 'embedded'; readonly dataDir: string } | PostgresqlStorage;
