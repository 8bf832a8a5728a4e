/**
 * WordPress adds backslashes to every field of a form and hashes the password with them: `it's` as `it\'s`. Plugins and
 * its command line hash the password as it is, so both spellings are tried where they differ.
 */
export function wordPressSpellings(password: string): readonly string[] {
  const slashed = password.replace(/['"\\]/g, '\\$&').replaceAll('\0', '\\0');
  return slashed === password ? [password] : [slashed, password];
}

/** Tries one after the other until one matches. */
export async function matchesAny(
  spellings: readonly string[],
  matches: (spelling: string) => Promise<boolean>,
): Promise<boolean> {
  for (const spelling of spellings) if (await matches(spelling)) return true;
  return false;
}
