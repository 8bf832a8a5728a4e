import { type Agent, type OutgoingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Which of this machine's own addresses it comes from, such as 127.0.0.2. */
  readonly localAddress?: string;
  /** Whose connections it uses: without one it has a connection of its own. */
  readonly agent?: Agent;
}

/** One request exactly as it is written here: `fetch` would forbid some headers and add others. */
export function sendRaw(
  url: string,
  { method = 'POST', headers = {}, body = '', ...from }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    // Node frames the body of a POST by itself, and that of a DELETE not at all.
    const framed = body.length === 0 || 'transfer-encoding' in headers;
    const length = framed ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      url,
      { method, headers: { ...length, ...headers }, agent: false, ...from },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same, as a GraphQL operation in JSON. */
export function sendOperation(
  url: string,
  query: string,
  variables: object,
  headers: OutgoingHttpHeaders = {},
): Promise<RawAnswer> {
  const body = JSON.stringify({ query, variables });
  return sendRaw(url, { headers: { 'content-type': 'application/json', ...headers }, body });
}
