/** The environment of a command: its settings, its input and its outputs. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output, which is for results only. Waits until the reader can take more. */
  result(text: string): Promise<void>;
  /** Writes to standard error. */
  note(text: string): void;
  /** Whether standard error is a terminal, so that a progress bar may be drawn there. */
  readonly isWatched: boolean;
  /** Reads all of standard input. */
  input(): Promise<string>;
}
