import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

// Makes the page of the explorer once, from constants alone, because the renderer escapes no option. Writes the page
// and its policy into `generated/explorer` of each folder that is named.
const KEY =
  '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2">' +
  '<circle cx="8" cy="12" r="4"/><path d="M12 12h9v4M17 12v3"/></svg>';

const WELCOME = `# The API of Latchkey
#
# Ctrl-Space completes, Ctrl-Enter runs. The
# left column documents every type.
#
# Most operations need an access token. Sign
# in with "login", and put the token into the
# tab "Headers" below:
#   { "Authorization": "Bearer …" }
#
# Nothing that you type here is stored, so it
# is gone after a reload.

{
  passwordPolicy {
    minLength
    minScore
  }
}
`;

/**
 * Runs before GraphiQL. An operation in the address of a link must not wait there for the reader to run it, and what
 * is typed here, such as a password in the variables, must reach neither the address nor the storage of the browser.
 */
const PRELUDE = `
history.replaceState(null, '', location.pathname);
history.replaceState = () => {};
const kept = new Map();
Object.defineProperty(window, 'localStorage', { value: {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, String(value)),
  removeItem: (name) => void kept.delete(name),
  clear: () => kept.clear(),
  key: (index) => [...kept.keys()][index] ?? null,
  get length() { return kept.size; },
} });
`;

const SANDBOX_LINK =
  '<a href="graphql/sandbox" style="position:fixed;right:16px;bottom:6px;z-index:9;font:12px system-ui;color:#6b7280">' +
  'Apollo Sandbox</a>';

const page = renderGraphiQL({
  title: 'Latchkey',
  logo: KEY,
  defaultQuery: WELCOME,
  shouldPersistHeaders: false,
  favicon: 'data:,',
})
  .replace('<div id="root"></div>', () => `<div id="root"></div>${SANDBOX_LINK}<script>${PRELUDE}</script>`)
  .trim();

const scripts = inlineScripts(page);
if (scripts.length !== 2) throw new Error(`The page has ${scripts.length} scripts instead of two`);
const policy = [
  "default-src 'none'",
  `script-src ${scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ')}`,
  // GraphiQL writes style elements, and its editor style attributes.
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  'worker-src blob:',
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

for (const folder of process.argv.slice(2)) {
  const target = new URL('generated/explorer/', `${pathToFileURL(folder)}/`);
  await mkdir(target, { recursive: true });
  await writeFile(new URL('page.html.gz', target), gzipSync(page, { level: 9 }));
  await writeFile(new URL('policy.json', target), JSON.stringify(policy));
}

/** The texts of the scripts, as a browser finds them: from the tag to the first end tag. */
function inlineScripts(html) {
  const texts = [];
  for (let at = html.indexOf('<script>'); at >= 0; ) {
    const [start, end] = [at + '<script>'.length, html.indexOf('</script', at)];
    texts.push(html.slice(start, end));
    at = html.indexOf('<script>', end);
  }
  return texts;
}
