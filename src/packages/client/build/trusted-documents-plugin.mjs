import { documentId, operationTexts } from './texts.mjs';

/** Generates the file for `TRUSTED_DOCUMENTS`: the operations of the client by their SHA-256. */
export function plugin(_schema, files) {
  const entries = operationTexts(files).map(({ text }) => [documentId(text), text]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
