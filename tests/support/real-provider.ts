import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A provider with OpenID Connect that knows nothing of this service: oidc-provider, with its pages for trying. */
export class RealProvider {
  readonly clientId = 'latchkey';
  readonly clientSecret = randomBytes(32).toString('hex');
  /** It warns that its pages are for trying, which is what they are used for here. */
  readonly #console = { ...globalThis.console };

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** @param callback the address of the service to which browsers go back */
  static async open(callback: string): Promise<RealProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const provider = new RealProvider(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    Object.assign(globalThis.console, { warn: () => undefined, info: () => undefined });
    server.on('request', provider.#pages(callback));
    return provider;
  }

  async close(): Promise<void> {
    Object.assign(globalThis.console, this.#console);
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #pages(callback: string) {
    const client = {
      client_id: this.clientId,
      client_secret: this.clientSecret,
      redirect_uris: [callback],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    };
    const accountOf = (id: string) => ({
      accountId: id,
      claims: async () => ({
        sub: id,
        email: `${id}@example.com`,
        email_verified: true,
        name: 'Ada Lovelace',
      }),
    });
    return new Provider(this.issuer, {
      clients: [client],
      cookies: { keys: [randomBytes(32).toString('hex')] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: true } },
      findAccount: (_context: unknown, id: string) => accountOf(id),
    }).callback();
  }
}
