/** What stands between: `transaction` is a pooler that gives each transaction another connection. */
export type Pooler = 'none' | 'transaction';

export interface PostgresqlStorage {
  readonly kind: 'postgresql';
  readonly url: string;
  readonly pooler?: Pooler;
}

/** Where everything is kept. */
export type Storage = { readonly kind: 'embedded'; readonly dataDir: string } | PostgresqlStorage;
