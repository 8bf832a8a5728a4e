import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the build made (src/pages/explorer): the page, compressed, and the policy that allows exactly its scripts. */
const PAGE = fileURLToPath(new URL('../../generated/explorer/page.html.gz', import.meta.url));
const POLICY = fileURLToPath(new URL('../../generated/explorer/policy.json', import.meta.url));

type SendPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * Sends the explorer to a browser that opens the address of the API, and leaves every other request alone. The page
 * loads nothing from elsewhere. It is read from disk for each request: it takes 2 MB, and developers alone open it.
 */
export async function explorer(): Promise<SendPage> {
  const policy = JSON.parse(await readFile(POLICY, 'utf8')) as string;
  return async (request, reply) => {
    if (request.method !== 'GET' || !prefersPage(request)) return undefined;
    const page = createReadStream(PAGE);
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('vary', 'accept, accept-encoding');
    return readsGzip(request)
      ? reply.header('content-encoding', 'gzip').send(page)
      : reply.send(page.pipe(createGunzip()));
  };
}

/** Browsers name pages first. Other clients name `application/json`, or anything. */
function prefersPage({ headers }: FastifyRequest): boolean {
  return /^\s*text\/html\b/i.test(headers.accept ?? '');
}

function readsGzip({ headers }: FastifyRequest): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0+)?\b)/i.test(String(headers['accept-encoding'] ?? ''));
}
