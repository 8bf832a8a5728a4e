import { ListingError, makeBreachFile } from '../../credentials/breached-passwords/breach-file-maker.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';

export interface PasswordsBreachesOptions {
  readonly from: string;
  readonly minCount: number;
}

/** Makes the file of stolen passwords. It needs no settings and no database. */
export async function passwordsBreaches(
  out: string,
  { from, minCount }: PasswordsBreachesOptions,
): Promise<Answer> {
  try {
    const { count, rare } = await makeBreachFile({ from, out, minCount });
    const left = rare === 0 ? '' : ` Left out ${rare} that were seen less than ${minCount} times.`;
    return { text: `Wrote ${count} passwords to ${out}.${left}`, data: { count, rare } };
  } catch (error) {
    throw new CommandError(`No file was written. ${problemOf(error)}`);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof ListingError) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return `${path ?? 'A file'} cannot be used: ${code}.`;
}
