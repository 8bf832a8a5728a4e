/** Origins whose pages may read answers, or the end of a sentence that says what is wrong with the list. */
type Reading = { readonly value: readonly string[] } | { readonly problem: string };

/** Reads origins as browsers send them, separated by commas: each is one page's own, exactly (HH-1). */
export function parseOrigins(text: string): Reading {
  const origins = text.split(',').map((entry) => parseOrigin(entry.trim()));
  return origins.every((origin) => origin !== null)
    ? { value: [...new Set(origins)] }
    : {
        problem: 'must be origins such as https://app.example.com, separated by commas: no path, no wildcard',
      };
}

function parseOrigin(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // A URL may hold a `*` in its host. No browser would ever send it, but its author meant everybody.
  if (url === null || !/^https?:$/.test(url.protocol) || text.includes('*')) return null;
  return url.href === `${url.origin}/` && !/[?#]/.test(text) ? url.origin : null;
}
