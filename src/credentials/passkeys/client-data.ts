/**
 * Whether a ceremony ran in a page that another site embeds. The library lets `crossOrigin` pass (PK-2).
 * @param clientData the bytes of `clientDataJSON`
 * @returns null if the client data is no JSON object
 */
export function isEmbedded(clientData: Uint8Array): boolean | null {
  const data = parsed(Buffer.from(clientData).toString('utf8'));
  if (typeof data !== 'object' || data === null) return null;
  const { crossOrigin, topOrigin } = data as { crossOrigin?: unknown; topOrigin?: unknown };
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
