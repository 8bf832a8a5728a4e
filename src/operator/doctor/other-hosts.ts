import type { Clock } from '../../core/clock.js';
import { BreachRanges } from '../../credentials/breached-passwords/breach-ranges.js';
import { CaptchaCheck } from '../../platform/captcha/captcha-check.js';
import { OutgoingError } from '../../platform/outgoing-http/outgoing-error.js';
import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem, warning } from './finding.js';

/** Checks the hosts without which the service goes on, with less protection than the operator expects. */
export async function checkOtherHosts(config: ExaminedConfig, clock: Clock): Promise<Finding[]> {
  return [...(await checkBreaches(config, clock)), ...(await checkCaptcha(config, clock))];
}

async function checkBreaches({ passwordBreaches }: ExaminedConfig, clock: Clock): Promise<Finding[]> {
  if (passwordBreaches.kind !== 'online') return [];
  const { host } = new URL(passwordBreaches.url);
  try {
    // The most frequent password of all.
    const isListed = await new BreachRanges(passwordBreaches.url, clock).has('123456');
    if (isListed) return [ok('breaches', `${host} lists stolen passwords.`)];
    return [
      warning(
        'breaches',
        `${host} does not list the most frequent password.`,
        'Check that PASSWORD_BREACHES_URL is the address of a complete mirror.',
      ),
    ];
  } catch (error) {
    return [
      warning(
        'breaches',
        `${host} gives no list of stolen passwords (${reasonOf(error)}), so they pass.`,
        'Allow connections to it, set PASSWORD_BREACHES_URL to a mirror, or use a file.',
      ),
    ];
  }
}

async function checkCaptcha({ captcha }: ExaminedConfig, clock: Clock): Promise<Finding[]> {
  if (captcha === null) return [];
  const { host } = new URL(captcha.url);
  try {
    await new CaptchaCheck({ ...captcha, hostnames: [] }, clock).verdictOn('doctor', 'doctor');
    return [ok('captcha', `${host} checks tokens.`)];
  } catch (error) {
    const sentence = `${host} checks no token (${reasonOf(error)}), so operations go on without a captcha.`;
    return [problem('captcha', sentence, 'Check CAPTCHA_SECRET, and allow connections to the host.')];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof OutgoingError ? error.problem : 'unexpected error';
}
