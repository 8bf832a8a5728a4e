const MIN_BYTES = 32;
/** 32 random bytes have about 30 distinct values; a pattern has few. */
const MIN_DISTINCT_BYTES = 16;

/**
 * Parses AUTH_SECRET: at least 32 random bytes as hex or base64.
 * @returns null if the text is shorter, malformed, or looks like words or a pattern instead of random bytes
 * (CK-1)
 */
export function parseAuthSecret(text: string): Buffer | null {
  const bytes = /^[0-9a-f]+$/i.test(text) ? readHex(text) : readBase64(text);
  return bytes !== null && looksRandom(bytes) ? bytes : null;
}

/** An odd number of hex digits is a truncated copy, and must not be read as base64. */
function readHex(text: string): Buffer | null {
  return text.length % 2 === 0 ? Buffer.from(text, 'hex') : null;
}

/**
 * Requires upper and lower case, because words with dashes or underscores are valid base64 too. This also
 * refuses one in 10^9 random secrets.
 */
function readBase64(text: string): Buffer | null {
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
  return isBase64 ? Buffer.from(text, 'base64') : null;
}

function looksRandom(bytes: Buffer): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return bytes.length >= MIN_BYTES && new Set(bytes).size >= MIN_DISTINCT_BYTES && !isText;
}
