import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The clock by which files are dated goes in steps. */
const STEP = 100;
/** More is never told of: what stands in so many places has been found. */
const ENOUGH = 64 * 1024 * 1024;

export interface FoundInFile {
  readonly file: string;
  readonly needle: Buffer;
}

/**
 * Where any of these stands in a file under a folder that was written to since then. One pass for all of them, by a program
 * that is made for it: a database has megabytes of files, and a test hundreds of secrets in ten spellings.
 */
export async function searchFiles(
  folder: string,
  since: Date,
  needles: readonly Buffer[],
): Promise<FoundInFile[]> {
  const files = writtenSince(folder, since.getTime() - STEP);
  // A pattern ends with its line; what has a line break in it has other spellings.
  const patterns = needles.filter((needle) => needle.length > 0 && !needle.includes('\n'));
  if (files.length === 0 || patterns.length === 0) return [];
  const args = ['--text', '--only-matching', '--with-filename', '--null', '--fixed-strings', '--file=-'];
  const told = await grep(
    [...args, '--', ...files],
    Buffer.concat(patterns.flatMap((one) => [one, LINE_END])),
  );
  return linesOf(told).map((line) => {
    const end = line.indexOf(0);
    return { file: line.subarray(0, end).toString(), needle: line.subarray(end + 1) };
  });
}

const LINE_END = Buffer.from('\n');

/** What it writes; nothing when nothing was found. */
function grep(args: readonly string[], input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Bytes, not the letters of some language.
    const options = { encoding: 'buffer', maxBuffer: ENOUGH, env: { ...process.env, LC_ALL: 'C' } } as const;
    const child = execFile('grep', args, options, (error, stdout) => {
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

function linesOf(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf(LINE_END, from);
    lines.push(text.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/**
 * A copy of the template keeps its dates: what nobody has written to since needs no reading. A thousand files are seen in
 * milliseconds when they are not asked for one by one.
 */
function writtenSince(folder: string, since: number): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    return entry.isFile() && statSync(file).mtimeMs >= since ? [file] : [];
  });
}
