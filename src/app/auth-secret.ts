const MIN_BYTES = 32;
/** 32 random bytes hold 30 different ones; a pattern holds few. */
const MIN_DISTINCT_BYTES = 16;

/**
 * Reads AUTH_SECRET: at least 32 random bytes as hex or base64.
 * @returns null for a text that is shorter, malformed, or looks like words or a pattern and not like chance (CK-1)
 */
export function parseAuthSecret(text: string): Buffer | null {
  const bytes = /^[0-9a-f]+$/i.test(text) ? readHex(text) : readBase64(text);
  return bytes !== null && looksRandom(bytes) ? bytes : null;
}

/** An odd digit is a copy that was cut, and must not pass for base64. */
function readHex(text: string): Buffer | null {
  return text.length % 2 === 0 ? Buffer.from(text, 'hex') : null;
}

/** A sentence of small letters, dashes or underscores is base64 too; one in 10^9 random secrets is refused with it. */
function readBase64(text: string): Buffer | null {
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
  return isBase64 ? Buffer.from(text, 'base64') : null;
}

function looksRandom(bytes: Buffer): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return bytes.length >= MIN_BYTES && new Set(bytes).size >= MIN_DISTINCT_BYTES && !isText;
}
