import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleSize } from './bundle-size.mjs';

// The last step of the build: copies a file that the compiler does not, and reports the size of the client.
const DIST = new URL('../../../../dist/', import.meta.url);
const documents = 'generated/client/trusted-documents.json';
await copyFile(new URL(`../../../${documents}`, import.meta.url), new URL(documents, DIST));

const folder = fileURLToPath(new URL('packages/client', DIST));
const size = await bundleSize("export { createAuthClient, inCookie } from './index.js';", folder);
process.stdout.write(
  `latchkey/client in cookie mode: ${size.minified} bytes minified, ${size.gzip} with gzip, ${size.brotli} with Brotli\n`,
);
