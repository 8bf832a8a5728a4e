import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { newFolder } from '../../support/database.js';
import { describeEmbedded } from '../../support/process.js';
import { isInstalled, CHROMIUM as PROGRAM } from '../../support/programs.js';
import type { Front } from './proxy.js';

/** Debian's. */
const CHROMIUM = '/usr/bin/chromium';

export const describeInChromium = isInstalled(PROGRAM) ? describeEmbedded : describe.skip;

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--crash-dumps-dir=${newFolder()}`,
    ],
  });
}

/**
 * Shows a page that holds `auth`, a client with this storage, `changes` of its session, and `signedOut`, how often it was
 * told of an end.
 */
export async function showPage(front: Front, path: string, storage: string, url = front.url): Promise<void> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createAuthClient, ${storage} } from './index.js';
        globalThis.signedOut = 0;
        globalThis.auth = createAuthClient({ url: '${url}', storage: ${storage}() });
        auth.onSignedOut(() => signedOut += 1);
        globalThis.changes = [];
        auth.onSessionChange((change) => changes.push(change));`,
      resolveDir: fileURLToPath(new URL('../../../src/packages/client', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  front.show(path, 'text/html', `<!doctype html><script type="module">${outputFiles[0]?.text}</script>`);
}

/** What came of a call in a tab: what it answers, or the code of its failure. */
export function ask<T>(tab: Page, call: string): Promise<T | string> {
  return tab.evaluate(`${call}.catch((error) => error.code ?? String(error))`);
}

/** What came of the same call, so many times at once in each of these tabs. */
export async function askAtOnce<T>(
  tabs: readonly Page[],
  times: number,
  call: string,
): Promise<(T | string)[]> {
  const each = `Promise.all(Array.from({ length: ${times} }, () => ${call}.catch((error) => error.code ?? String(error))))`;
  return (await Promise.all(tabs.map((tab) => tab.evaluate<(T | string)[]>(each)))).flat();
}
