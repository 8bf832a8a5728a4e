import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleSize } from '../client/build/bundle-size.mjs';
import { manifests, PACKAGES, ROOT } from './manifests.mjs';

// The last step of the build: completes the packages of the client and of the verifier, adds the operations of the
// client to the service, and reports the size of the client.
await complete('client', 'docs/client.md');
await complete('verifier', 'docs/verifying-tokens.md');
await copyFile(new URL('schema.graphql', ROOT), new URL('client/schema.graphql', PACKAGES));
const documents = 'generated/client/trusted-documents.json';
const copied = new URL(`dist/${documents}`, ROOT);
await mkdir(new URL('.', copied), { recursive: true });
await copyFile(new URL(`src/${documents}`, ROOT), copied);

const lib = fileURLToPath(new URL('client/lib/packages/client', PACKAGES));
await report('@latchkey/client in cookie mode', "export { createAuthClient, inCookie } from './index.js';");
await report('@latchkey/client/passkeys', "export * from './passkeys.js';");

async function report(what, code) {
  const { minified, gzip, brotli } = await bundleSize(code, lib);
  process.stdout.write(`${what}: ${minified} bytes minified, ${gzip} with gzip, ${brotli} with Brotli\n`);
}

/** Gives a package its manifest, its licence, and a page of the documentation as README. */
async function complete(name, page) {
  const folder = new URL(`${name}/`, PACKAGES);
  await writeFile(new URL('package.json', folder), `${JSON.stringify(manifests[name], null, 2)}\n`);
  await copyFile(new URL('LICENSE', ROOT), new URL('LICENSE', folder));
  const text = await readFile(new URL(page, ROOT), 'utf8');
  // The package contains neither the other pages nor the source.
  const readme = text.replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
  await writeFile(new URL('README.md', folder), readme);
}
