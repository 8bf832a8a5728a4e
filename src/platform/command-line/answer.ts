/** What the number that a command ends with means. docs/command-line.md tells it to operators. */
export const EXIT = {
  /** It is done. */
  done: 0,
  /** Something went wrong on the way: what is away, in use, or not configured. */
  failed: 1,
  /** The command line itself makes no sense. */
  usage: 2,
  /** It was looked at and found wanting, and nothing was changed. */
  refused: 3,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What came of a command, for people and for programs. */
export interface Answer {
  readonly text: string;
  readonly data: object;
  readonly exit?: Exit;
}

/** Why a command was not done, where nothing was changed and to try again would not help. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';

  constructor(
    sentence: string,
    readonly data: object = {},
  ) {
    super(sentence);
  }
}
