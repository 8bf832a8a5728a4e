const MAX_LENGTH = 256;
const MAX_RANGES = 16;
const RANGE = /^([a-z0-9-]{1,35}|\*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * Reads the language tags of an Accept-Language header (RFC 9110 §12.5.4), the most preferred first. Ignores
 * the part beyond a fixed length, since the client chooses the length of the header.
 */
export function readAcceptLanguage(header: string): readonly string[] {
  return beginningOf(header)
    .split(',', MAX_RANGES)
    .map((range) => RANGE.exec(range.trim()))
    .flatMap((match) => (match?.[1] ? [{ tag: match[1], quality: Number(match[2] ?? 1) }] : []))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** Keeps whole ranges only: a range that is cut short may have lost its weight. */
function beginningOf(header: string): string {
  if (header.length <= MAX_LENGTH) return header;
  return header.slice(0, Math.max(0, header.lastIndexOf(',', MAX_LENGTH)));
}
