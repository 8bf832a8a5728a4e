import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ParsedSetting } from '../../core/parsed-setting.js';

/** The health check queries of load balancers and Apollo tools. */
const PROBES = ['{__typename}', '{ __typename }', 'query{__typename}', 'query { __typename }'];

/** The document in a request: its text, or its id. */
interface Asked {
  query?: unknown;
  /** The id in the persisted documents proposal of GraphQL over HTTP. */
  documentId?: unknown;
  /** The id in the format of Apollo Client. */
  extensions?: { persistedQuery?: { sha256Hash?: unknown } } | null | undefined;
}

/**
 * The only documents that the service answers, if the operator lists them. The service does not even parse
 * the document of an attacker. All documents are known at start, so memory does not grow with requests.
 */
export class TrustedDocuments {
  readonly #byId: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(documents: readonly (readonly [id: string, text: string])[]) {
    this.#byId = new Map(documents.map(([id, text]) => [plain(id), text]));
    this.#texts = new Set([...PROBES, ...documents.map(([, text]) => text)]);
  }

  /** Whether a text equals one of the documents exactly. */
  has(text: unknown): text is string {
    return typeof text === 'string' && this.#texts.has(text);
  }

  /**
   * @returns the requested document; null if it is not trusted, or if text and id name different documents
   */
  find({ query, documentId, extensions }: Asked): string | null {
    const id = documentId ?? extensions?.persistedQuery?.sha256Hash;
    if (id === undefined) return this.has(query) ? query : null;
    const text = typeof id === 'string' ? this.#byId.get(plain(id)) : undefined;
    return text === undefined || (query !== undefined && query !== text) ? null : text;
  }
}

/** Some tools write the algorithm before an id, others do not. */
function plain(id: string): string {
  return id.replace(/^sha256:/, '');
}

/**
 * Parses `off`, or a list of document files separated by commas.
 * @param clientFile the file for the name `sdk`
 */
export function parseTrustedDocuments(
  text: string,
  clientFile: string,
): ParsedSetting<TrustedDocuments | null> {
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

/** Accepts only requests for trusted documents, and replaces an id by the text of the document. */
export function onlyTrusted(documents: TrustedDocuments) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.method === 'GET') {
      // Ids require POST. A GET without a query comes from a browser, which gets the landing page if any.
      const asked = new URL(request.url, 'http://latchkey').searchParams.getAll('query');
      return asked.every((text) => documents.has(text)) ? undefined : refuse(reply);
    }
    const { documentId, extensions, ...rest } = (isObject(request.body) ? request.body : {}) as Asked;
    const text = documents.find({ documentId, extensions, ...rest });
    if (text === null) return refuse(reply);
    request.body = { ...rest, query: text };
  };
}

/** Uses a code that Apollo tools know and a message that quotes nothing. */
function refuse(reply: FastifyReply): FastifyReply {
  const message = 'The service executes only trusted documents, and this document is not one of them';
  const error = { message, extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', status: 400 } };
  return reply
    .code(400)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [error] }));
}

/**
 * Reads `{ id: text }`, as code generators write it, or an Apollo manifest. @returns null for anything else
 */
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
