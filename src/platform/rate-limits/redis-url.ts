/**
 * Reads the URL of a Redis.
 * @returns the URL, or the problem with it
 */
export function parseRedisUrl(text: string): { readonly value: string } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits =
    url !== null &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d*)?$/.test(url.pathname) &&
    // Refuse a query: ioredis would let its settings override those that the code passes.
    `${url.search}${url.hash}` === '';
  return fits
    ? { value: text }
    : { problem: 'must be an address such as redis://user:password@host:6379/0, or rediss:// for TLS' };
}
