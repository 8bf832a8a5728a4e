import type { FastifyInstance } from 'fastify';

/** How long other services may keep one, in seconds: a new key is published longer than this before it signs. */
export const MAX_AGE = 300;

/** What anybody may know, and other services read by a program. */
export interface PublicDocument {
  readonly path: string;
  readonly mediaType: string;
  read(): object;
}

/** So small that to send it again costs less than to ask whether it is needed: it has no tag (HH-4). */
export function addPublicDocuments(server: FastifyInstance, documents: readonly PublicDocument[]): void {
  for (const { path, mediaType, read } of documents)
    server.get(path, async (_request, reply) =>
      reply
        .header('cache-control', `public, max-age=${MAX_AGE}`)
        .header('cross-origin-resource-policy', 'cross-origin')
        .type(mediaType)
        .send(JSON.stringify(read())),
    );
}
