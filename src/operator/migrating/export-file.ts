import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { CommandError } from '../../platform/command-line/answer.js';

/** One JSON object of an export: a user, a row, or a whole document. */
export type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads an export of another system: JSON Lines, an array of objects, or one document. Lines are read one by one; a
 * document has to fit into memory. No problem repeats content of the file.
 */
export async function* entriesOf(path: string): AsyncGenerator<Entry> {
  let number = 0;
  for await (const text of linesOf(path)) {
    number += 1;
    const line = text.replace(/^\uFEFF/, '').trim();
    if (line === '') continue;
    const value = parse(line);
    if (isEntry(value)) yield value;
    else if (number === 1) return yield* documentOf(path);
    else throw new CommandError(`${path}, line ${number} is not a JSON object.`);
  }
}

/** The members of a value that is an object; none for any other value. */
export function membersOf(value: unknown): Entry {
  return isEntry(value) ? value : {};
}

/** The objects of a value that is a list; none for any other value. */
export function listOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

async function* documentOf(path: string): AsyncGenerator<Entry> {
  const value = parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  const entries = Array.isArray(value) ? value : [value];
  if (!entries.every(isEntry)) throw new CommandError(`${path} has no JSON objects.`);
  yield* entries;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path, 'utf8');
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined
      ? error
      : new CommandError(`${path} cannot be read as a file.`);
  } finally {
    input.destroy();
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
