/**
 * Reads a text from a client as base64url. Only the canonical form counts, so that one credential has one id.
 * @returns null for a text that is not base64url, or that has more than `most` characters
 */
export function readBase64Url(text: unknown, most: number): Uint8Array<ArrayBuffer> | null {
  if (typeof text !== 'string' || text.length === 0 || text.length > most) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : null;
}

export function writeBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
