import { Refusal } from '../../core/errors.js';
import type { Origin, Viewer } from '../../core/viewer.js';
import type { AnswerKey, Translator } from '../i18n/translator.js';
import type { MessagePayload } from './message-payload.type.js';
import type { FindSignInTarget, SignInTarget } from './sign-in-target.js';

/** Recognises the bearer of an access token, or refuses it. */
export type Identify = (accessToken: string, origin: Origin) => Promise<Viewer>;

/** The cookie by which a browser keeps a refresh token where no script can read it (RT-8). */
export interface RefreshCookie {
  /** The refresh token that came in it; null where none did, and where its sender may not use it. */
  readonly token: string | null;
  /** The same for a refresh, which a page that is rendered on the server may ask for as well. */
  readonly tokenToRefresh: string | null;
  /** Whether the client asked for its refresh token in the cookie, and not in the answer. */
  readonly wanted: boolean;
  /** @param seconds how long the token lives */
  keep(token: string, seconds: number): void;
  clear(): void;
}

/** The cookie by which a browser keeps the tokens of the accounts that know it. */
export interface DeviceCookie {
  /** The tokens that came in it, unchecked; null where none did, and where its sender may not use it. */
  readonly tokens: string | null;
  keep(tokens: string): void;
}

export interface ContextDeps {
  identify: Identify;
  findSignInTarget: FindSignInTarget;
  translator: Translator;
}

export interface Caller {
  readonly origin: Origin;
  /** The bearer token as it was sent, unchecked; null when there is none. */
  readonly bearer: string | null;
  /** What another service shows of itself, unchecked; null when it shows nothing. */
  readonly serviceKey: string | null;
  readonly refreshCookie: RefreshCookie;
  readonly deviceCookie: DeviceCookie;
}

/**
 * What resolvers know of a request. Identifying is quiet and late: a stale token hurts no operation that needs
 * none, and costs a query only where somebody asks who is there.
 */
export class RequestContext implements Caller {
  readonly origin: Origin;
  readonly bearer: string | null;
  readonly serviceKey: string | null;
  readonly refreshCookie: RefreshCookie;
  readonly deviceCookie: DeviceCookie;
  // Not `#`: Apollo hands on a copy of this object, and a copy has no `#` members.
  private viewer: Promise<Viewer> | undefined;
  private target: Promise<SignInTarget> | undefined;
  private currentLanguage: string;

  constructor(
    caller: Caller,
    private readonly deps: ContextDeps,
    acceptLanguage: string | undefined,
  ) {
    this.origin = caller.origin;
    this.bearer = caller.bearer;
    this.serviceKey = caller.serviceKey;
    this.refreshCookie = caller.refreshCookie;
    this.deviceCookie = caller.deviceCookie;
    this.currentLanguage = deps.translator.negotiate(acceptLanguage);
  }

  /** @throws UNAUTHENTICATED without a token, TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED */
  requireViewer(): Promise<Viewer> {
    this.viewer ??= this.identify();
    return this.viewer;
  }

  /**
   * Whom a sign-in is for. Found once, before the try is counted: the password is verified for the account that was counted,
   * and for no other that takes its name meanwhile.
   */
  signInTarget(usernameOrEmail: string, deviceToken: string | null | undefined): Promise<SignInTarget> {
    this.target ??= this.deps.findSignInTarget(usernameOrEmail, this.shownDevice(deviceToken));
    return this.target;
  }

  /**
   * Hands over what the device is to keep of the accounts that know it: in the cookie, in cookie mode.
   * @returns what the answer is to hold
   */
  keepDevice(tokens: string): string | null {
    if (!this.refreshCookie.wanted) return tokens;
    this.deviceCookie.keep(tokens);
    return null;
  }

  /**
   * What the device shows of the accounts that know it: in the input, or in cookie mode in the cookie. Otherwise the answer
   * would tell a script what the cookie keeps from it.
   */
  shownDevice(deviceToken: string | null | undefined): string | null {
    return deviceToken ?? (this.refreshCookie.wanted ? this.deviceCookie.tokens : null);
  }

  /**
   * For operations of other services. The key is still unchecked: the statement that answers also looks whether it is one.
   * @throws UNAUTHENTICATED without a key
   */
  requireServiceKey(): string {
    if (this.serviceKey === null) throw new Refusal('UNAUTHENTICATED');
    return this.serviceKey;
  }

  /** From here on this request speaks for the session that it has just opened or refreshed. */
  signIn(viewer: Viewer): void {
    this.viewer = Promise.resolve(viewer);
    this.currentLanguage = viewer.account.languageCode;
  }

  /** The user's language once they are known, the request's before. */
  get language(): string {
    return this.currentLanguage;
  }

  answer(key: AnswerKey): MessagePayload {
    return { success: true, message: this.deps.translator.translate(this.currentLanguage, `answers.${key}`) };
  }

  private async identify(): Promise<Viewer> {
    if (this.bearer === null) throw new Refusal('UNAUTHENTICATED');
    const viewer = await this.deps.identify(this.bearer, this.origin);
    this.currentLanguage = viewer.account.languageCode;
    return viewer;
  }
}

/** RFC 6750 §2.1. Whatever follows the scheme is the token, however malformed: it is refused where one is needed. */
export function readBearer(header: string | undefined): string | null {
  return /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? null;
}
