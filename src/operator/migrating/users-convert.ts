import type { Answer } from '../../platform/command-line/answer.js';
import type { Shell } from '../../platform/command-line/shell.js';
import type { Export } from './converter.js';
import { CONVERTERS, type System } from './converters.js';
import { type Conversion, Draft } from './draft.js';
import { entriesOf } from './export-file.js';
import { readProviders } from './providers.js';

export interface UsersConvertOptions {
  readonly from: System;
  /** What the other system calls a provider, and its name and issuer here: `OLD=NAME` or `OLD=NAME,ISSUER`. */
  readonly provider?: readonly string[];
}

/** The number of lines that are written at once. */
const BATCH = 1000;

/**
 * Converts an export of another system to lines that `users import` reads, and writes them to standard output, with or
 * without `--json`. It needs no database. What the lines lack goes to standard error, as numbers alone.
 */
export async function usersConvert(
  files: readonly string[],
  { from, provider = [] }: UsersConvertOptions,
  shell: Pick<Shell, 'result' | 'note'>,
): Promise<Answer | null> {
  const convert = await CONVERTERS[from]();
  const summary = new Summary();
  let lines: string[] = [];
  for await (const conversion of convert(exportIn(files, provider))) {
    summary.add(conversion);
    if (conversion.record !== null) lines.push(`${JSON.stringify(conversion.record)}\n`);
    if (lines.length < BATCH) continue;
    await shell.result(lines.join(''));
    lines = [];
  }
  if (lines.length > 0) await shell.result(lines.join(''));
  shell.note(summary.text());
  return null;
}

function exportIn(files: readonly string[], options: readonly string[]): Export {
  const providers = readProviders(options);
  return {
    providers,
    read: async function* read() {
      for (const file of files) yield* entriesOf(file);
    },
    newDraft: (more = new Map()) => new Draft(new Map([...more, ...providers])),
  };
}

class Summary {
  #users = 0;
  readonly #leftOut = new Map<string, number>();

  add({ record, leftOut }: Conversion): void {
    if (record !== null) this.#users += 1;
    for (const what of leftOut) this.#leftOut.set(what, (this.#leftOut.get(what) ?? 0) + 1);
  }

  text(): string {
    const leftOut = [...this.#leftOut].map(([what, count]) => `  left out, ${what}: ${count}\n`);
    return [`Converted ${this.#users} users.\n`, ...leftOut].join('');
  }
}
