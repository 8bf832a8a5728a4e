/** @returns null where there is none */
export type OpenEnvironment = (folder: string) => Promise<Environment | null>;

/** A database to measure on, and what of it the service and the floor must be told. */
export interface Environment {
  readonly serviceEnvironment: Readonly<Record<string, string>>;
  readonly floorScript: string;
  readonly floorEnvironment: Readonly<Record<string, string>>;
  /** Gives the floor the rows that the service made. The service must not be running. */
  shareRows(): Promise<void>;
  /** The starts worth timing, by what the service finds when it starts. */
  readonly starts: readonly Start[];
  close(): Promise<void>;
}

export interface Start {
  readonly name: string;
  /** Lays out anew what one start finds. */
  prepare(): Promise<Readonly<Record<string, string>>>;
}
