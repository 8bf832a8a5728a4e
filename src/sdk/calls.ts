import { hasCode } from './auth-error.js';
import { now } from './platform.js';
import { sessionIn } from './session.js';
import type { SessionKeeper } from './session-keeper.js';
import type { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

/** Refusals of the access token: its time is over, or its session is, and a refresh tells which. */
const REFUSALS_OF_TOKEN = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'] as const;

/** Operations, each with the token it needs, and with another one when that is refused. */
export class Calls {
  constructor(private readonly deps: { transport: Transport; keeper: SessionKeeper }) {}

  /** One that needs no token. What it opens is kept. */
  async open<R, V>(document: TypedDocument<R, V>, variables: V): Promise<R> {
    const { transport, keeper } = this.deps;
    const send = () => transport.send(document, variables, { token: null });
    if (!asksForTokens(document)) return send();
    return keeper.open(async () => {
      const askedAt = now();
      const result = await send();
      return { session: sessionIn(result, askedAt), result };
    });
  }

  /** One that may need a token. It is tried again once: whoever refused a token has done nothing yet. */
  async send<R, V>(document: TypedDocument<R, V>, variables: V): Promise<R> {
    const { transport, keeper } = this.deps;
    if (asksForTokens(document)) return this.open(document, variables);
    const token = await keeper.accessToken();
    try {
      return await transport.send(document, variables, { token });
    } catch (error) {
      if (token === null || !hasCode(error, REFUSALS_OF_TOKEN)) throw error;
      const next = (await keeper.renew(token))?.accessToken;
      if (next === undefined || next === token) throw error;
      return transport.send(document, variables, { token: next });
    }
  }
}

function asksForTokens(document: TypedDocument<unknown, never>): boolean {
  return /\baccessToken\b/.test(`${document}`);
}
