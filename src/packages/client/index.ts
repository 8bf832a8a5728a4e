// `@latchkey/client`
export * from '../../generated/client/operations.js';
export {
  type AuthClient,
  type AuthClientOptions,
  createAuthClient,
  type RequestArguments,
} from './auth-client.js';
export {
  AuthError,
  type AuthErrorCode,
  type AuthErrorDetails,
  type ErrorReason,
  type FieldProblem,
  isAuthError,
  type ProofMethod,
  type TransportErrorCode,
} from './auth-error.js';
export type { CallOptions, DocumentOptions, GetCaptcha } from './calls.js';
export type { DeviceStorage } from './device-tokens.js';
export { createRequestClient, type RequestClient, type RequestClientOptions } from './request-client.js';
export type { RequestHeaders, ResponseHeaders } from './request-headers.js';
export { isSession, type Session, type SessionUser } from './session.js';
export type { SessionChange } from './session-news.js';
export type { SecondFactorStep, SecondStepOptions, SignedIn, SignIn } from './sign-in.js';
export type { OnStepUp, StepUp } from './step-ups.js';
export { inCookie, inLocalStorage, inMemory, type TokenStorage } from './token-storage.js';
export type { OwnHeaders } from './transport.js';
export type { PrintDocument, TypedDocument } from './typed-document.js';
