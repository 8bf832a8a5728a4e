/**
 * Reads the address of a Redis.
 * @returns null for anything else
 */
export function parseRedisUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits =
    url !== null &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d*)?$/.test(url.pathname) &&
    // ioredis would take settings out of a query, over those that it is given.
    `${url.search}${url.hash}` === '';
  return fits ? text : null;
}
