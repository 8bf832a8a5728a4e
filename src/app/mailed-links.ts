import type { Config } from './config.js';

/** Where the links in mails lead, and how long they are good: pages of the public address, unless configured. */
export function mailedLinks(config: Config & { publicUrl: string }) {
  const { publicUrl, emailVerificationTtl, passwordResetTtl } = config;
  return {
    emailVerificationUrl: config.emailVerificationUrl ?? `${publicUrl}/verify-email`,
    emailChangeUrl: config.emailChangeUrl ?? `${publicUrl}/confirm-email`,
    emailVerificationTtl,
    passwordResetUrl: config.passwordResetUrl ?? `${publicUrl}/reset-password`,
    passwordResetTtl,
  };
}

/** Where a service answers that has no PUBLIC_URL. */
export function localUrl(port: number): string {
  return `http://localhost:${port}`;
}
