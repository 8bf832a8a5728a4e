import type { GivenTrust } from '../../core/device-tokens.js';
import { AuthError } from '../../core/errors.js';
import type { UserId } from '../../core/ids.js';
import type { ServiceActor } from '../../core/service-actor.js';
import type { Account, Principal, RequestMeta, Viewer } from '../../core/viewer.js';
import type { AnswerKey, Translator } from '../i18n/translator.js';
import type { Acknowledgement } from './acknowledgement.type.js';
import { type FindSignInTarget, KNOWN_DEVICE_LIFE, type SignInTarget } from './sign-in-target.js';

/** Finds the user of an access token. Throws if the token is not valid. */
export type Identify = (accessToken: string, requestMeta: RequestMeta) => Promise<Viewer>;

/** Finds the service key. Throws if the key is unknown or revoked. */
export type IdentifyService = (serviceKey: string, requestMeta: RequestMeta) => Promise<ServiceActor>;

/** The cookie that stores the refresh token in a browser, where no script can read it (RT-8). */
export interface RefreshCookie {
  /**
   * The refresh token in the cookie; null without one, or if the origin of the request may not use the
   * cookie.
   */
  readonly token: string | null;
  /** The same for a refresh, which a server-rendered page may request too. */
  readonly tokenToRefresh: string | null;
  /** Whether the client requests cookie mode: the refresh token is in the cookie and not in the response. */
  readonly wanted: boolean;
  /** @param seconds the lifetime of the token */
  keep(token: string, seconds: number): void;
  clear(): void;
}

/** A cookie that stores tokens of the device in a browser: one for each account. */
export interface DeviceCookie {
  /**
   * The unchecked tokens in the cookie; null without any, or if the origin of the request may not use the
   * cookie.
   */
  readonly tokens: string | null;
  /** @param seconds the lifetime of the newest token */
  keep(tokens: string, seconds: number): void;
}

export interface ContextDeps {
  identify: Identify;
  identifyService: IdentifyService;
  findSignInTarget: FindSignInTarget;
  translator: Translator;
}

export interface Caller {
  readonly requestMeta: RequestMeta;
  /** The bearer token as the client sent it, unchecked; null without an `Authorization` header. */
  readonly bearer: string | null;
  /** The service key that another service sent, unchecked; null without one. */
  readonly serviceKey: string | null;
  /** The token of a solved captcha, unchecked; null without one. */
  readonly captchaToken: string | null;
  readonly refreshCookie: RefreshCookie;
  /** By its tokens, accounts know the device. */
  readonly deviceCookie: DeviceCookie;
  /** By its tokens, accounts trust the device. */
  readonly trustedCookie: DeviceCookie;
}

/**
 * The context of a request for resolvers. Authentication is lazy: an expired token does not fail an operation
 * that needs none, and the database is queried only if a resolver asks for the viewer.
 */
export class RequestContext implements Caller {
  readonly requestMeta: RequestMeta;
  readonly bearer: string | null;
  readonly serviceKey: string | null;
  readonly captchaToken: string | null;
  readonly refreshCookie: RefreshCookie;
  readonly deviceCookie: DeviceCookie;
  readonly trustedCookie: DeviceCookie;
  // Not `#` members: Apollo passes on a copy of this object, and a copy does not have them.
  private viewer: Promise<Viewer> | undefined;
  private service: Promise<ServiceActor> | undefined;
  private target: Promise<SignInTarget> | undefined;
  private currentLanguage: string;

  constructor(
    caller: Caller,
    private readonly deps: ContextDeps,
    acceptLanguage: string | undefined,
  ) {
    this.requestMeta = caller.requestMeta;
    this.bearer = caller.bearer;
    this.serviceKey = caller.serviceKey;
    this.captchaToken = caller.captchaToken;
    this.refreshCookie = caller.refreshCookie;
    this.deviceCookie = caller.deviceCookie;
    this.trustedCookie = caller.trustedCookie;
    this.currentLanguage = deps.translator.negotiate(acceptLanguage);
  }

  /**
   * @returns the signed-in user
   * @throws UNAUTHENTICATED without a token, TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED
   */
  requireViewer(): Promise<Viewer> {
    this.viewer ??= this.identify();
    return this.viewer;
  }

  /**
   * For operations that a service key may open. An access token always decides alone: otherwise a key could
   * lift the session of a user past their role or past a missing second factor.
   * @returns the signed-in user, or the service if the request has a service key and no access token
   * @throws UNAUTHENTICATED without either, TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED, RATE_LIMITED
   */
  requirePrincipal(): Promise<Principal> {
    if (this.serviceKey === null || this.bearer !== null || this.viewer !== undefined)
      return this.requireViewer();
    return this.identifiedService(this.serviceKey);
  }

  /**
   * @returns the service that sent the request; null without a key, and with an unknown or revoked one
   * @throws RATE_LIMITED
   */
  async findService(): Promise<ServiceActor | null> {
    if (this.serviceKey === null) return null;
    return this.identifiedService(this.serviceKey).catch((error: unknown) => {
      if (error instanceof AuthError && error.code === 'TOKEN_INVALID') return null;
      throw error;
    });
  }

  /**
   * For the answers of public operations: a link proves control of a mailbox, and not that this client is
   * signed in.
   * @returns the account of the user if the access token of the request belongs to them, otherwise null
   */
  async findOwnAccount(userId: UserId): Promise<Account | null> {
    try {
      const viewer = await this.findViewer();
      return viewer?.account.id === userId ? viewer.account : null;
    } catch (error) {
      if (error instanceof AuthError) return null;
      throw error;
    }
  }

  /**
   * @returns the signed-in user; null for a request without an access token
   * @throws TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED
   */
  async findViewer(): Promise<Viewer | null> {
    return this.viewer === undefined && this.bearer === null ? null : this.requireViewer();
  }

  /**
   * The account that a sign-in targets. It is found once, before the rate limit counts the attempt. The
   * password is then verified for the counted account, even if another account takes the username in the
   * meantime.
   */
  signInTarget(usernameOrEmail: string, deviceToken: string | null | undefined): Promise<SignInTarget> {
    this.target ??= this.deps.findSignInTarget(usernameOrEmail, this.shownDevice(deviceToken));
    return this.target;
  }

  /**
   * Gives the device its tokens: in the cookie in cookie mode, otherwise in the response.
   * @returns the tokens for the response; null in cookie mode
   */
  keepDevice(tokens: string): string | null {
    if (!this.refreshCookie.wanted) return tokens;
    this.deviceCookie.keep(tokens, KNOWN_DEVICE_LIFE.seconds);
    return null;
  }

  /** The same for the tokens of a device that the user trusts. */
  keepTrust(given: GivenTrust): string | null {
    if (!this.refreshCookie.wanted) return given.tokens;
    this.trustedCookie.keep(given.tokens, given.expiresIn);
    return null;
  }

  /**
   * The device tokens that the client sent: in the input or, in cookie mode, in the cookie. Without cookie
   * mode the cookie is ignored, because the response would disclose its tokens to scripts.
   */
  shownDevice(deviceToken: string | null | undefined): string | null {
    return deviceToken ?? (this.refreshCookie.wanted ? this.deviceCookie.tokens : null);
  }

  /** The same for the tokens of a device that the user trusts. */
  shownTrust(trustedDevice: string | null | undefined): string | null {
    return trustedDevice ?? (this.refreshCookie.wanted ? this.trustedCookie.tokens : null);
  }

  /**
   * For operations of other services. The key is not checked here: the statement that answers checks it.
   * @throws UNAUTHENTICATED without a key
   */
  requireServiceKey(): string {
    if (this.serviceKey === null) throw new AuthError('UNAUTHENTICATED');
    return this.serviceKey;
  }

  /** The rest of the request belongs to the session that it has just opened or refreshed. */
  signIn(viewer: Viewer): void {
    this.viewer = Promise.resolve(viewer);
    this.currentLanguage = viewer.account.languageCode;
  }

  /** The language of the user once the user is known, and that of the request before. */
  get language(): string {
    return this.currentLanguage;
  }

  answer(key: AnswerKey): Acknowledgement {
    return { success: true, message: this.deps.translator.translate(this.currentLanguage, `answers.${key}`) };
  }

  private identifiedService(serviceKey: string): Promise<ServiceActor> {
    this.service ??= this.deps.identifyService(serviceKey, this.requestMeta);
    return this.service;
  }

  private async identify(): Promise<Viewer> {
    if (this.bearer === null) throw new AuthError('UNAUTHENTICATED');
    const viewer = await this.deps.identify(this.bearer, this.requestMeta);
    this.currentLanguage = viewer.account.languageCode;
    return viewer;
  }
}

/**
 * Reads a bearer token (RFC 6750 §2.1). A header in any other form gives a token that is never valid: if a proxy
 * that mangles the header made requests anonymous, every user would be signed out without an error.
 * @returns null without the header
 */
export function readBearer(header: string | undefined): string | null {
  return header === undefined ? null : (/^Bearer (.+)$/i.exec(header)?.[1] ?? '');
}
