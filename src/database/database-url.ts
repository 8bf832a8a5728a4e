import type { Storage } from './open.js';

/** Where the database is, or the end of a sentence that says what is wrong with its address. */
export function parseDatabaseUrl(text: string): { readonly value: Storage } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : null;
  // An `@` in the path is the end of a password that was not escaped: what follows would be taken for the host.
  const fits = url !== null && /^postgres(ql)?:$/.test(url.protocol) && !url.pathname.includes('@');
  return fits
    ? { value: { kind: 'postgresql', url: text } }
    : { problem: 'must be an address such as postgresql://user:password@host/database' };
}
