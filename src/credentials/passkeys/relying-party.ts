import { isIP } from 'node:net';
import type { ParsedSetting } from '../../core/parsed-setting.js';

/** What a passkey is bound to, and where it may be used. */
export interface RelyingParty {
  /** The RP ID: a domain. Every passkey is bound to it, so a new one makes all passkeys useless. */
  readonly id: string;
  /** The name of the service, which authenticators show. */
  readonly name: string;
  /** The exact origins of pages and apps that may run ceremonies. */
  readonly origins: readonly string[];
}

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** An Android app, by the SHA-256 of the certificate that signs it. */
const ANDROID_APP = /^android:apk-key-hash:[A-Za-z0-9_-]{43}$/;

/** Parses an RP ID: a registrable domain or a part of one, without scheme and port (WebAuthn §5.1.2). */
export function parseRelyingPartyId(text: string): ParsedSetting<string> {
  const isDomain = DOMAIN.test(text) && isIP(text) === 0 && (text.includes('.') || text === 'localhost');
  return isDomain
    ? { value: text }
    : { problem: 'must be a domain in lower case such as example.com, without scheme, port and path' };
}

/** Parses the origins of ceremonies, separated by commas. Browsers run ceremonies on https pages and on localhost. */
export function parseCeremonyOrigins(text: string): ParsedSetting<readonly string[]> {
  const origins = text.split(',').map((entry) => parseCeremonyOrigin(entry.trim()));
  return origins.every((origin) => origin !== null)
    ? { value: [...new Set(origins)] }
    : {
        problem:
          'must be origins such as https://app.example.com or android:apk-key-hash:…, separated by commas: ' +
          'http only for localhost, no path, no wildcard',
      };
}

function parseCeremonyOrigin(text: string): string | null {
  if (ANDROID_APP.test(text)) return text;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || text.includes('*') || url.href !== `${url.origin}/` || /[?#]/.test(text)) return null;
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url.hostname));
  return isSecure ? url.origin : null;
}

/** Whether a page of this origin may use the RP ID without a document of related origins. */
export function isWithin(id: string, origin: string): boolean {
  const host = hostOf(origin);
  return host !== null && (host === id || host.endsWith(`.${id}`));
}

/** The origins of web pages outside the domain of the RP ID (WebAuthn Level 3 §5.11). An app has other means. */
export function relatedOrigins({ id, origins }: RelyingParty): string[] {
  return origins.filter((origin) => hostOf(origin) !== null && !isWithin(id, origin));
}

/** The host of a web origin; null for an app. */
function hostOf(origin: string): string | null {
  return /^https?:/.test(origin) ? new URL(origin).hostname : null;
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}
