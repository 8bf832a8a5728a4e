import { Command, CommanderError } from 'commander';
import { VERSION } from '../../app/version.js';
import { type FieldProblem, Refusal } from '../../core/errors.js';
import { DEFAULT_LANGUAGE } from '../../platform/i18n/languages.js';
import { createTranslator } from '../../platform/i18n/translator.js';
import { type Answer, CommandRefused, EXIT, type Exit } from './answer.js';
import { defineCommands } from './commands.js';
import { explain } from './explain.js';
import type { Shell } from './shell.js';

/** Runs what the arguments say. @returns what the process ends with */
export async function runCommandLine(words: readonly string[], shell: Shell): Promise<Exit> {
  let exit: Exit = EXIT.done;
  const program = new Command('latchkey')
    .version(VERSION, '--version', 'print the version of Latchkey')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void shell.result(text).catch(() => undefined),
      writeErr: shell.note,
    })
    .showHelpAfterError('Add --help to see what there is.');
  defineCommands(program, shell, async (json, work) => {
    exit = await answer(json, work, shell);
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  return exit;
}

/** Does the work of a command and says what came of it, to a person or, as one JSON document, to a program. */
async function answer(json: boolean, work: () => Promise<Answer | null>, shell: Shell): Promise<Exit> {
  try {
    const result = await work();
    if (result === null) return EXIT.done;
    const { text, data, exit = EXIT.done } = result;
    await shell.result(`${json ? JSON.stringify(data, null, 2) : text}\n`);
    return exit;
  } catch (error) {
    const { exit, sentence, data } = failureOf(error);
    const note = () => shell.note(`${sentence}\n`);
    // What failed may be standard output itself.
    if (json) await shell.result(`${JSON.stringify({ error: sentence, ...data }, null, 2)}\n`).catch(note);
    else note();
    return exit;
  }
}

function failureOf(error: unknown): { exit: Exit; sentence: string; data: object } {
  if (error instanceof CommandRefused)
    return { exit: EXIT.refused, sentence: error.message, data: error.data };
  if (!(error instanceof Refusal)) return { exit: EXIT.failed, sentence: explain(error), data: {} };
  const { fields, ...extras } = error.extras as { fields?: readonly FieldProblem[] };
  const translator = createTranslator();
  const problems = fields?.map(({ field, rule, sentence }) => ({
    field,
    rule,
    problem: translator.say(DEFAULT_LANGUAGE, sentence),
  }));
  const sentences = [
    error.message,
    ...(problems ?? []).map(({ field, problem }) => `  ${field}: ${problem}`),
  ];
  return {
    exit: EXIT.refused,
    sentence: sentences.join('\n'),
    data: { code: error.code, ...extras, ...(problems && { problems }) },
  };
}
