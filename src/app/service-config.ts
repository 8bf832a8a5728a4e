import type { RelyingParty } from '../credentials/passkeys/relying-party.js';
import type { Config } from './config.js';
import { relyingParty } from './passkey-settings.js';

/** The configuration of a service whose public address is known, with the addresses of the links in mails. */
export interface ServiceConfig extends Config {
  readonly publicUrl: string;
  readonly passwordResetUrl: string;
  readonly emailVerificationUrl: string;
  readonly emailChangeUrl: string;
  readonly cancelFactorRemovalUrl: string;
  readonly forgotPasswordUrl: string;
  readonly signInCodeUrl: string;
  readonly disownRegistrationUrl: string;
  readonly relyingParty: RelyingParty;
}

/** Completes the configuration. Without a setting, a link leads to a page under the public address (PR-3). */
export function serviceConfig(config: Config, publicUrl: string): ServiceConfig {
  return {
    ...config,
    publicUrl,
    passwordResetUrl: config.passwordResetUrl ?? `${publicUrl}/reset-password`,
    emailVerificationUrl: config.emailVerificationUrl ?? `${publicUrl}/verify-email`,
    emailChangeUrl: config.emailChangeUrl ?? `${publicUrl}/confirm-email`,
    relyingParty: relyingParty(config, publicUrl, config.serviceName),
    cancelFactorRemovalUrl: config.cancelFactorRemovalUrl ?? `${publicUrl}/cancel-factor-removal`,
    signInCodeUrl: config.signInCodeUrl ?? `${publicUrl}/sign-in-code`,
    disownRegistrationUrl: config.disownRegistrationUrl ?? `${publicUrl}/disown-registration`,
    forgotPasswordUrl: config.forgotPasswordUrl ?? `${publicUrl}/forgot-password`,
  };
}

/** The address of a service without PUBLIC_URL. */
export function localUrl(port: number): string {
  return `http://localhost:${port}`;
}
