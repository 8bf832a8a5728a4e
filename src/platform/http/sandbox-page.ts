import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { isLocal } from './origins.js';

const SCRIPT = 'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';
const FRAME = 'https://sandbox.embed.apollographql.com';
const STUDIO = 'https://studio.apollographql.com';

interface Page {
  readonly html: string;
  readonly policy: string;
}

/**
 * Adds the page of the Apollo Sandbox, which Apollo's servers deliver. A script of another origin could use the refresh
 * cookie of a user, so the page embeds the Sandbox on a developer's own machine alone. Elsewhere it leads to Apollo's.
 */
export function addSandbox(server: FastifyInstance, path: string, publicUrl: string): void {
  const endpoint = `${publicUrl}/graphql`;
  const { html, policy } = isLocal(publicUrl) ? embeddedPage(endpoint) : linkPage(endpoint);
  server.get(path, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(html),
  );
}

function embeddedPage(endpoint: string): Page {
  const settings = {
    target: '#sandbox',
    initialEndpoint: endpoint,
    includeCookies: false,
    runTelemetry: false,
  };
  const script = `new window.EmbeddedSandbox(${JSON.stringify(settings).replaceAll('<', '\\u003c')})`;
  const hash = createHash('sha256').update(script).digest('base64');
  return {
    html: document(
      'html, body, #sandbox { height: 100%; margin: 0 } iframe { width: 100%; height: 100%; border: 0 }',
      `<p>The Apollo Sandbox is loaded from Apollo's servers. <a href="../graphql">The explorer needs no network.</a></p>
<div id="sandbox"></div><script src="${SCRIPT}"></script><script>${script}</script>`,
    ),
    policy:
      `default-src 'none'; script-src ${SCRIPT} 'sha256-${hash}'; frame-src ${FRAME}; connect-src 'self'; ` +
      `style-src 'unsafe-inline'; ${NOTHING_ELSE}`,
  };
}

function linkPage(endpoint: string): Page {
  const address = `${STUDIO}/sandbox/explorer?endpoint=${encodeURIComponent(endpoint)}`;
  return {
    html: document(
      'body { font: 16px/1.5 system-ui; max-width: 40em; margin: 4em auto; padding: 0 1em }',
      `<h1>Apollo Sandbox</h1>
<p><a href="${address}" rel="noreferrer">Open this API in the Apollo Sandbox.</a> It runs on a page of Apollo, so the
service must allow that origin:</p>
<pre>CORS_ORIGINS=${STUDIO}</pre>
<p><a href="../graphql">The explorer needs neither.</a></p>`,
    ),
    policy: `default-src 'none'; style-src 'unsafe-inline'; ${NOTHING_ELSE}`,
  };
}

const NOTHING_ELSE = "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

function document(style: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Apollo Sandbox</title><style>${style}</style></head>
<body>${body}</body></html>`;
}
