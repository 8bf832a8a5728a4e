import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** The code blocks of a page under a heading, in their order. */
export async function codeBlocks(page: string, heading: string, language: string): Promise<string[]> {
  const whole = await readFile(new URL(`../../${page}`, import.meta.url), 'utf8');
  const from = whole.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`${page} has no heading ${heading}`);
  const section = whole.slice(from + heading.length + 2).split(/^##+ /m)[0] ?? '';
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a program to its end. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, input = '' }: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<Ended> {
  const child = spawn(command, args, { cwd, env });
  child.stdin.end(input);
  const output = [text(child.stdout), text(child.stderr)] as const;
  const [out, errors, [code]] = await Promise.all([...output, once(child, 'close')]);
  return { code: Number(code), out, errors };
}
