import type { FastifyInstance } from 'fastify';

/**
 * How long other services may cache a document, in seconds. A new key is published for longer before it
 * signs.
 */
export const MAX_AGE = 300;

/** A public document that other services read. */
export interface PublicDocument {
  readonly path: string;
  readonly mediaType: string;
  read(): object;
}

/**
 * Serves the documents without an ETag (HH-4): they are so small that a revalidation costs more than a
 * response.
 */
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
