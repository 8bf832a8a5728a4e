import { hasCode } from './auth-error.js';
import { needOf } from './need.js';
import { now } from './platform.js';
import { readRootFields } from './root-fields.js';
import { sessionIn } from './session.js';
import type { SessionKeeper } from './session-keeper.js';
import type { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

/**
 * Codes that may be cured by a refresh: the token has expired, or its session may have ended, and the refresh
 * tells which.
 */
const REFUSALS_OF_TOKEN = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'] as const;

/** A browser without a refresh cookie is a visitor. What a visitor may ask is for the service to say. */
function asVisitor(error: unknown): null {
  if (hasCode(error, ['UNAUTHENTICATED'])) return null;
  throw error;
}

export interface CallOptions {
  /** The operation to run, if the document has several. */
  readonly operationName?: string;
}

/** Sends operations with the token that they need, and once more with another token if it is refused. */
export class Calls {
  constructor(private readonly deps: { transport: Transport; keeper: SessionKeeper }) {}

  /** @param fields the root fields of the operation; read from the document by default */
  async send<R, V>(
    document: TypedDocument<R, V>,
    variables: V,
    { operationName }: CallOptions = {},
    fields = readRootFields(`${document}`, operationName)?.names ?? [],
  ): Promise<R> {
    const need = needOf(fields);
    const send = (token: string | null) =>
      this.deps.transport.send(document, variables, { token, operationName });
    if (need === 'nothing') return send(null);
    return need === 'token' ? this.#sendWithToken(send) : this.#open(() => send(null));
  }

  /** An operation that opens a session needs no token. The client keeps the new session. */
  #open<R>(send: () => Promise<R>): Promise<R> {
    return this.deps.keeper.open(async () => {
      const askedAt = now();
      const result = await send();
      return { session: sessionIn(result, askedAt), result };
    });
  }

  /** Retries once. This is safe: a service that refuses the token has done nothing yet. */
  async #sendWithToken<R>(send: (token: string | null) => Promise<R>): Promise<R> {
    const { keeper } = this.deps;
    const token = await keeper.accessToken().catch(asVisitor);
    try {
      return await send(token);
    } catch (error) {
      if (token === null || !hasCode(error, REFUSALS_OF_TOKEN)) throw error;
      const next = (await keeper.renew(token))?.accessToken;
      if (next === undefined || next === token) throw error;
      return send(next);
    }
  }
}
