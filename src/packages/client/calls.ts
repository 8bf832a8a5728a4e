import { DEAD_LINK, hasCode } from './auth-error.js';
import { needOf } from './need.js';
import { now } from './platform.js';
import { readRootFields } from './root-fields.js';
import { sessionIn } from './session.js';
import { isOver, type SessionKeeper } from './session-keeper.js';
import type { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

/**
 * Codes that may be cured by a refresh: the token has expired, or its session may have ended, and the refresh
 * tells which.
 */
const REFUSALS_OF_TOKEN = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'] as const;

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
    if (need === 'opens a session') return this.#open(() => send(null));
    const token = need === 'token' ? await this.deps.keeper.accessToken() : await this.#findToken();
    return this.#sendWithToken(token, send);
  }

  /** An operation that opens a session needs no token. The client keeps the new session. */
  #open<R>(send: () => Promise<R>): Promise<R> {
    return this.deps.keeper.open(async () => {
      const askedAt = now();
      const result = await send();
      return { session: sessionIn(result, askedAt), result };
    });
  }

  /** The operation needs no token, so a session that has ended must not prevent it. */
  async #findToken(): Promise<string | null> {
    try {
      return await this.deps.keeper.accessToken();
    } catch (error) {
      if (isOver(error)) return null;
      throw error;
    }
  }

  /** Retries once. This is safe: a service that refuses the token has done nothing yet. */
  async #sendWithToken<R>(token: string | null, send: (token: string | null) => Promise<R>): Promise<R> {
    try {
      return await send(token);
    } catch (error) {
      if (token === null || !refusesToken(error)) throw error;
      const next = (await this.deps.keeper.renew(token))?.accessToken;
      if (next === undefined || next === token) throw error;
      return send(next);
    }
  }
}

/** A dead link is refused with the same code as a token. */
function refusesToken(error: unknown): boolean {
  return hasCode(error, REFUSALS_OF_TOKEN) && error.reason !== DEAD_LINK;
}
