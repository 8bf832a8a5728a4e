import type { Config } from './config.js';

/** The configuration of a service whose public address is known: where the links in mails lead follows from it. */
export interface ServiceConfig extends Config {
  readonly publicUrl: string;
  readonly passwordResetUrl: string;
  readonly emailVerificationUrl: string;
  readonly emailChangeUrl: string;
}

/** Links lead to pages of the public address, unless configured (PR-3). */
export function serviceConfig(config: Config, publicUrl: string): ServiceConfig {
  return {
    ...config,
    publicUrl,
    passwordResetUrl: config.passwordResetUrl ?? `${publicUrl}/reset-password`,
    emailVerificationUrl: config.emailVerificationUrl ?? `${publicUrl}/verify-email`,
    emailChangeUrl: config.emailChangeUrl ?? `${publicUrl}/confirm-email`,
  };
}

/** Where a service answers that has no PUBLIC_URL. */
export function localUrl(port: number): string {
  return `http://localhost:${port}`;
}
