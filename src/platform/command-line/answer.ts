/** The exit codes of commands. docs/command-line.md describes them for operators. */
export const EXIT = {
  /** The command succeeded. */
  done: 0,
  /** The command failed: something is unavailable, in use, or not configured. */
  failed: 1,
  /** The command line is invalid. */
  usage: 2,
  /** The command checked its input, refused it, and changed nothing. */
  refused: 3,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The result of a command, for people and for programs. */
export interface Answer {
  readonly text: string;
  readonly data: object;
  readonly exit?: Exit;
}

/** A command was refused. Nothing was changed, and a retry would not help. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    sentence: string,
    readonly data: object = {},
  ) {
    super(sentence);
  }
}
