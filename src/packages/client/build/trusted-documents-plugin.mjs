import { documentId, operationTexts } from './texts.mjs';

/** The client's own operations by their SHA-256: a file for `TRUSTED_DOCUMENTS`. */
export function plugin(_schema, files) {
  const entries = operationTexts(files).map(({ text }) => [documentId(text), text]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
