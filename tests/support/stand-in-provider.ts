import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { createOutgoingFetch } from '../../src/platform/outgoing-http/outgoing-fetch.js';
import { newKey, type TestKey } from './key-server.js';

type Claims = Readonly<Record<string, unknown>>;

/** A request to the token endpoint. */
export interface Exchanged {
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** What a page of the provider decided about a person. */
interface Grant {
  readonly asked: URLSearchParams;
  readonly claims: Claims;
}

export interface StandInOptions {
  /** What the provider calls itself; by default its own address. */
  readonly issuer?: string;
  readonly clientId?: string;
  readonly metadata?: Claims;
  /** Paths of the discovery, below the issuer. */
  readonly path?: string;
}

/** Answers as a provider with OpenID Connect does, and lets a test say what it gets wrong. */
export class StandInProvider {
  readonly exchanged: Exchanged[] = [];
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  readonly clientId: string;
  key: TestKey = newKey('RS256');
  /** Answers instead, for what a test makes go wrong; false lets the provider answer. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  /** Writes the ID token; by default rightly. */
  write: (claims: Claims, nonce: string | null) => Promise<string> = (claims, nonce) =>
    this.sign({ nonce, ...claims });
  readonly #grants = new Map<string, Grant>();

  private constructor(
    readonly server: Server,
    private readonly options: StandInOptions,
  ) {
    this.clientId = options.clientId ?? 'the-client';
  }

  static async open(options: StandInOptions = {}): Promise<StandInProvider> {
    const server = createServer((request, response) => void provider.#answer(request, response));
    const provider = new StandInProvider(server, options);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get issuer(): string {
    return this.options.issuer ?? this.origin;
  }

  /** The person signs in at the provider. @returns the parameters with which the browser goes back */
  grant(url: string, claims: Claims = {}): URLSearchParams {
    const asked = new URL(url).searchParams;
    const code = randomBytes(16).toString('hex');
    this.#grants.set(code, { asked, claims });
    return new URLSearchParams({ code, state: asked.get('state') ?? '' });
  }

  sign(
    claims: Claims,
    { key = this.key, header = {} }: { key?: TestKey; header?: Claims } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: this.issuer,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      sub: 'person-1',
      ...claims,
    };
    const { kid, alg } = { kid: key.kid, alg: String(key.jwk['alg']) };
    return new SignJWT(all).setProtectedHeader({ kid, alg, ...header }).sign(key.privateKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.origin);
    this.asked.push(pathname);
    if (this.instead(request, response)) return;
    if (pathname.endsWith('/.well-known/openid-configuration')) return reply(response, this.#metadata());
    if (pathname === '/keys') return reply(response, { keys: [this.key.jwk] });
    if (pathname === '/token') return this.#exchange(request, response);
    response.writeHead(404).end();
  }

  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    this.exchanged.push({ authorization: request.headers.authorization, form });
    const code = form.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      grant?.asked.get('code_challenge') === verifier &&
      grant.asked.get('redirect_uri') === form.get('redirect_uri');
    if (!grant || !isGood) return reply(response, { error: 'invalid_grant' }, 400);
    const id_token = await this.write(grant.claims, grant.asked.get('nonce'));
    reply(response, { access_token: 'of-the-provider', token_type: 'Bearer', expires_in: 300, id_token });
  }

  #metadata(): Claims {
    const base = this.options.issuer === undefined ? this.origin : new URL(this.options.issuer).origin;
    return {
      issuer: this.issuer,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256', 'HS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      ...this.options.metadata,
    };
  }
}

export function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The outgoing requests of the service, with the hosts of providers answered on this machine. */
export function outgoingTo(hosts: Readonly<Record<string, string>>): typeof createOutgoingFetch {
  return (limits) => {
    const call = createOutgoingFetch(limits);
    return (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const there = hosts[url.origin];
      return there === undefined ? call(input, init) : call(`${there}${url.pathname}${url.search}`, init);
    };
  };
}
