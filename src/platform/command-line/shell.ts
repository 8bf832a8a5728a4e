/** Where a command takes its settings from, and where it writes. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output, which is for results alone. Waits until the reader can take more. */
  result(text: string): Promise<void>;
  /** Writes to standard error. */
  note(text: string): void;
  /** Whether a person watches standard error, so that a progress bar may move there. */
  readonly isWatched: boolean;
  /** All of standard input. */
  input(): Promise<string>;
}
