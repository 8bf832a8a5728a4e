import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The only documents to answer, or the end of a sentence that says what is wrong with the list of files. */
type Reading = { readonly value: TrustedDocuments | null } | { readonly problem: string };

/** What asks whether the service lives, as load balancers and Apollo's own tools write it. */
const PROBES = ['{__typename}', '{ __typename }', 'query{__typename}', 'query { __typename }'];

/** What a client asks with: a text, or what names one. */
interface Asked {
  query?: unknown;
  /** GraphQL over HTTP, persisted documents. */
  documentId?: unknown;
  /** Apollo Client's way to say the same. */
  extensions?: { persistedQuery?: { sha256Hash?: unknown } } | null | undefined;
}

/**
 * The only documents that are answered, where an operator has listed them: what an attacker writes is not even parsed. They
 * are all known at the start, so nothing grows with what is asked.
 */
export class TrustedDocuments {
  readonly #byId: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(documents: readonly (readonly [id: string, text: string])[]) {
    this.#byId = new Map(documents.map(([id, text]) => [plain(id), text]));
    this.#texts = new Set([...PROBES, ...documents.map(([, text]) => text)]);
  }

  /** Whether a text is one of them, to the letter. */
  has(text: unknown): text is string {
    return typeof text === 'string' && this.#texts.has(text);
  }

  /** The one that is asked for; null for any other, and where text and id name two. */
  find({ query, documentId, extensions }: Asked): string | null {
    const id = documentId ?? extensions?.persistedQuery?.sha256Hash;
    if (id === undefined) return this.has(query) ? query : null;
    const text = typeof id === 'string' ? this.#byId.get(plain(id)) : undefined;
    return text === undefined || (query !== undefined && query !== text) ? null : text;
  }
}

/** Some write the algorithm before an id, and some do not. */
function plain(id: string): string {
  return id.replace(/^sha256:/, '');
}

/**
 * Reads `off`, or files of documents, separated by commas.
 * @param clientFile what `sdk` stands for
 */
export function parseTrustedDocuments(text: string, clientFile: string): Reading {
  if (text === 'off') return { value: null };
  const documents: [string, string][] = [];
  for (const name of text.split(',').map((entry) => entry.trim())) {
    const read = readDocuments(name === 'sdk' ? clientFile : path.resolve(name));
    if (read === null)
      return {
        problem: 'must be off, or JSON files such as { "id": "query …" }, separated by commas; sdk is one',
      };
    documents.push(...read);
  }
  return { value: new TrustedDocuments(documents) };
}

/** Lets a request pass with a document that is trusted, in place of whatever names it. */
export function onlyTrusted(documents: TrustedDocuments) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.method === 'GET') {
      // An id is for POST. Without a query this is a browser, which is shown the page if there is one.
      const asked = new URL(request.url, 'http://latchkey').searchParams.getAll('query');
      return asked.every((text) => documents.has(text)) ? undefined : refuse(reply);
    }
    const { documentId, extensions, ...rest } = (isObject(request.body) ? request.body : {}) as Asked;
    const text = documents.find({ documentId, extensions, ...rest });
    if (text === null) return refuse(reply);
    request.body = { ...rest, query: text };
  };
}

/** A code that Apollo's tools know, and a sentence that repeats nothing. */
function refuse(reply: FastifyReply): FastifyReply {
  const message = 'This service answers only documents that it was given, and this is none of them';
  const error = { message, extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', status: 400 } };
  return reply
    .code(400)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [error] }));
}

/** As code generators write them, `{ id: text }`, or a manifest of Apollo's; null for anything else. */
function readDocuments(file: string): [id: string, text: string][] | null {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    const entries: unknown[][] =
      content.format === 'apollo-persisted-query-manifest'
        ? content.operations.map(({ id, body }: { id: unknown; body: unknown }) => [id, body])
        : Object.entries(content);
    const fits = entries.length > 0 && entries.flat().every((value) => typeof value === 'string');
    return fits ? (entries as [string, string][]) : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
