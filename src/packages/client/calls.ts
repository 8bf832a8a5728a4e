import { DEAD_LINK, hasCode } from './auth-error.js';
import { liftsSession, needOf } from './need.js';
import { now, untilAborted } from './platform.js';
import { readRootFields } from './root-fields.js';
import { sessionIn } from './session.js';
import { isOver, type SessionKeeper } from './session-keeper.js';
import type { StepUps } from './step-ups.js';
import type { Transport } from './transport.js';
import type { TypedDocument } from './typed-document.js';

/**
 * Shows a captcha for an operation such as `register`.
 * @returns the token of the solved captcha
 */
export type GetCaptcha = (operation: string) => Promise<string>;

/**
 * Codes that may be cured by a refresh: the token has expired, or its session may have ended, and the refresh
 * tells which.
 */
const REFUSALS_OF_TOKEN = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'] as const;

export interface CallOptions {
  /**
   * Aborts the call, which then fails with the reason of the signal. The operation may or may not have run. A
   * refresh that the call waits for continues.
   */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, in milliseconds. Default: `timeout` of the client. */
  readonly timeout?: number | undefined;
}

export interface DocumentOptions extends CallOptions {
  /** The operation to run, if the document has several. */
  readonly operationName?: string;
}

/**
 * Sends operations with the token that they need, and once more with another token if it is refused or too old for the
 * operation.
 */
export class Calls {
  /** The operations for which the service has asked for a captcha. */
  readonly #asked = new Set<string>();

  constructor(
    private readonly deps: {
      transport: Transport;
      keeper: SessionKeeper;
      stepUps: StepUps;
      captcha: GetCaptcha | undefined;
    },
  ) {}

  /**
   * @param knownFields the root fields, for operations of the client itself. Those of an application's own
   * operation are read from its document.
   */
  async send<R, V>(
    document: TypedDocument<R, V>,
    variables: V,
    options: DocumentOptions = {},
    knownFields?: readonly string[],
  ): Promise<R> {
    const { transport, captcha: getCaptcha } = this.deps;
    const fields =
      knownFields ?? readRootFields(transport.textOf(document), options.operationName)?.names ?? [];
    const run = (captcha?: string) =>
      this.#run(
        (token) => transport.send(document, variables, { ...options, token, captcha }),
        fields,
        knownFields !== undefined,
        options.signal,
      );
    const [operation = ''] = fields;
    try {
      return await run(this.#asked.has(operation) ? await getCaptcha?.(operation) : undefined);
    } catch (error) {
      if (!getCaptcha || !hasCode(error, ['CAPTCHA_REQUIRED'])) throw error;
      // A token is good once, so it is also needed anew after a refusal for another reason.
      this.#asked.add(operation);
      return run(await getCaptcha(operation));
    }
  }

  async #run<R>(
    send: (token: string | null) => Promise<R>,
    fields: readonly string[],
    isKnown: boolean,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    const { keeper, stepUps } = this.deps;
    const mayAsk = !stepUps.isAsking;
    const need = needOf(fields);
    if (need === 'nothing') return send(null);
    if (need === 'opens a session') return this.#open(() => send(null), isKnown);
    const token = await untilAborted(need === 'token' ? keeper.accessToken() : this.#findToken(), signal);
    const result = await this.#sendFresh(token, send, mayAsk, signal);
    if (!liftsSession(fields)) return result;
    keeper.noteStepUp();
    // For all tabs. If it fails, the step-up counts all the same, and the next call refreshes.
    await keeper.accessToken().catch(() => undefined);
    return result;
  }

  /**
   * An operation that opens a session needs no token. The client keeps the new session.
   * @param hasWholeUser whether the answer has every field of the user: an application's own
   * operation may select fewer
   */
  #open<R>(send: () => Promise<R>, hasWholeUser: boolean): Promise<R> {
    return this.deps.keeper.open(async () => {
      const askedAt = now();
      const result = await send();
      const opened = sessionIn(result, askedAt);
      return { opened: opened && { ...opened, user: hasWholeUser ? opened.user : null }, result };
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

  /** Retries once after a step-up. This is safe: a service that asks for one has done nothing yet. */
  async #sendFresh<R>(
    token: string | null,
    send: (token: string | null) => Promise<R>,
    mayAsk: boolean,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    try {
      return await this.#sendWithToken(token, send, signal);
    } catch (error) {
      if (token === null || !mayAsk || !hasCode(error, ['STEP_UP_REQUIRED'])) throw error;
      const next = await untilAborted(this.deps.stepUps.tokenAfter(error, token), signal);
      if (next === null) throw error;
      return send(next);
    }
  }

  /** Retries once. This is safe: a service that refuses the token has done nothing yet. */
  async #sendWithToken<R>(
    token: string | null,
    send: (token: string | null) => Promise<R>,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    try {
      return await send(token);
    } catch (error) {
      if (token === null || !refusesToken(error)) throw error;
      const next = (await untilAborted(this.deps.keeper.renew(token), signal))?.accessToken;
      if (next === undefined || next === token) throw error;
      return send(next);
    }
  }
}

/** A dead link is refused with the same code as a token. */
function refusesToken(error: unknown): boolean {
  return hasCode(error, REFUSALS_OF_TOKEN) && error.reason !== DEAD_LINK;
}
