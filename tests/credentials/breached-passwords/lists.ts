import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBreachFile } from '../../../src/credentials/breached-passwords/breach-file-maker.js';

export const sha1 = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

/** A list as it is published: each password with how often it was seen. */
export function published(passwords: Readonly<Record<string, number>>): string {
  return Object.entries(passwords)
    .map(([password, count]) => `${sha1(password)}:${count}\r\n`)
    .sort()
    .join('');
}

export const seenTwice = (...passwords: string[]) =>
  Object.fromEntries(passwords.map((password) => [password, 2]));

export const newPath = async (name: string) => join(await mkdtemp(join(tmpdir(), 'breaches-')), name);

/** The file of a service that refuses these passwords. */
export async function breachFileWith(...passwords: string[]): Promise<string> {
  const from = await newPath('pwned.txt');
  await writeFile(from, published(seenTwice(...passwords)));
  await makeBreachFile({ from, out: `${from}.breaches`, minCount: 1 });
  return `${from}.breaches`;
}
