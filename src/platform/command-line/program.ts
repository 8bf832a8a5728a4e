import { Command, CommanderError } from 'commander';
import { type AnyExtras, AuthError, type Sentence, sentenceOf } from '../../core/errors.js';
import { type Answer, CommandError, EXIT, type Exit } from './answer.js';
import type { Run } from './command.js';
import { explain } from './explain.js';
import type { Shell } from './shell.js';

export interface Program {
  readonly name: string;
  readonly version: string;
  /** Adds the commands. Each command loads its code when it runs, so help is shown at once. */
  define(program: Command, run: Run): void;
  /** Translates the message of a refusal. */
  say(sentence: Sentence): Promise<string>;
}

/** @returns the exit code */
export async function runProgram(
  words: readonly string[],
  shell: Shell,
  { name, version, define, say }: Program,
): Promise<Exit> {
  let exit: Exit = EXIT.done;
  const program = new Command(name)
    .version(version, '--version', 'print the version of Latchkey')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void shell.result(text).catch(() => undefined),
      writeErr: shell.note,
    })
    .showHelpAfterError('Run with --help to see the commands and options.');
  define(program, async (json, work) => {
    exit = await answer(work, { json, shell, say });
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  return exit;
}

interface Output extends Pick<Program, 'say'> {
  readonly json: boolean;
  readonly shell: Shell;
}

/** Does the work of a command and prints its answer: text for people, or one JSON document for programs. */
async function answer(work: () => Promise<Answer | null>, { json, shell, say }: Output): Promise<Exit> {
  try {
    const result = await work();
    if (result === null) return EXIT.done;
    const { text, data, exit = EXIT.done } = result;
    await shell.result(`${json ? JSON.stringify(data, null, 2) : text}\n`);
    return exit;
  } catch (error) {
    const { exit, sentence, data } = await failureOf(error, say);
    const note = () => shell.note(`${sentence}\n`);
    // Standard output itself may have failed.
    if (json) await shell.result(`${JSON.stringify({ error: sentence, ...data }, null, 2)}\n`).catch(note);
    else note();
    return exit;
  }
}

interface Failure {
  readonly exit: Exit;
  readonly sentence: string;
  readonly data: object;
}

async function failureOf(error: unknown, say: Program['say']): Promise<Failure> {
  if (error instanceof CommandError) return { exit: EXIT.refused, sentence: error.message, data: error.data };
  if (!(error instanceof AuthError)) return { exit: EXIT.failed, sentence: explain(error), data: {} };
  const { fields, ...extras }: AnyExtras = error.extras;
  const problems =
    fields &&
    (await Promise.all(
      fields.map(async ({ field, rule, sentence }) => ({ field, rule, problem: await say(sentence) })),
    ));
  const sentences = [
    await say(sentenceOf(error)),
    ...(problems ?? []).map(({ field, problem }) => `  ${field}: ${problem}`),
  ];
  return {
    exit: EXIT.refused,
    sentence: sentences.join('\n'),
    data: { code: error.code, ...extras, ...(problems && { problems }) },
  };
}
