/** Reads the address of a Redis, or says what is wrong with it. */
export function parseRedisUrl(text: string): { readonly value: string } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits =
    url !== null &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d*)?$/.test(url.pathname) &&
    // ioredis would take settings out of a query, over those that it is given.
    `${url.search}${url.hash}` === '';
  return fits
    ? { value: text }
    : { problem: 'must be an address such as redis://user:password@host:6379/0, or rediss:// for TLS' };
}
