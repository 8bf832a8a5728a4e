import { text } from 'node:stream/consumers';

/** What a command is called in: where it takes its settings from, and where it speaks. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** To standard output, which is for results alone. Waits until whoever reads can take more. */
  result(text: string): Promise<void>;
  /** To standard error. */
  note(text: string): void;
  /** Whether a person watches standard error, who may be shown something that moves. */
  readonly isWatched: boolean;
  /** All of standard input. */
  input(): Promise<string>;
}

export function processShell(): Shell {
  // Whoever writes a result is told. Without listeners, a reader that goes away ends the process in the middle of its work.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return {
    environment: process.env,
    result: (piece) =>
      new Promise((resolve, reject) => {
        process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
      }),
    note: (piece) => void process.stderr.write(piece),
    isWatched: process.stderr.isTTY === true,
    input: () => text(process.stdin),
  };
}
