/**
 * WordPress adds backslashes to form fields and hashes the password with them: `it's` becomes `it\'s`.
 * Plugins and its command line hash the password unchanged, so both spellings are tried where they differ.
 */
export function wordPressSpellings(password: string): readonly string[] {
  const slashed = password.replace(/['"\\]/g, '\\$&').replaceAll('\0', '\\0');
  return slashed === password ? [password] : [slashed, password];
}

/** Tries the spellings in order until one matches. */
export async function matchesAny(
  spellings: readonly string[],
  matches: (spelling: string) => Promise<boolean>,
): Promise<boolean> {
  for (const spelling of spellings) if (await matches(spelling)) return true;
  return false;
}
