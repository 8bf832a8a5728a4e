import bowser from 'bowser';
import type { Translator } from '../i18n/translator.js';

/** Browser and operating system, each by a name from a fixed list; null if it is not recognised. */
export interface ToldDevice {
  readonly browser: string | null;
  readonly system: string | null;
}

/** Longer than the header of any browser. The client chooses the length of the header. */
const MAX_LENGTH = 512;
/** The HTTP libraries of Apple and Android, with which an app names itself instead of a browser. */
const APPLE_APP = /\bCFNetwork\/[\d.]+ Darwin\//;
const ANDROID_APP = /^Dalvik\//;

/** `Generic` means that the library takes the name from the header. */
const BROWSERS = new Set(Object.values(bowser.BROWSER_MAP).filter((name) => name !== 'Generic'));
const SYSTEMS = new Set<string>(Object.values(bowser.OS_MAP));

/**
 * Reads a User-Agent header. Only names that the library knows leave this function: the library passes on
 * other text of the header, and an attacker could write a link or a false warning there.
 */
export function toldDevice(userAgent: string | null): ToldDevice {
  const header = userAgent?.slice(0, MAX_LENGTH) ?? '';
  if (header.trim() === '') return UNKNOWN;
  if (APPLE_APP.test(header)) return { browser: null, system: 'iOS/macOS' };
  const { browser, os } = bowser.parse(header);
  return {
    browser: ANDROID_APP.test(header) ? null : knownName(browser.name, BROWSERS),
    system: knownName(os.name, SYSTEMS),
  };
}

const UNKNOWN: ToldDevice = { browser: null, system: null };

/** Says the device in words, such as "Firefox on Windows". */
export function describeDevice(
  translator: Translator,
  language: string,
  { browser, system }: ToldDevice,
): string {
  if (browser !== null && system !== null)
    return translator.translate(language, 'mails.device.browserOn', { browser, system });
  if (browser !== null) return browser;
  if (system !== null) return translator.translate(language, 'mails.device.appOn', { system });
  return translator.translate(language, 'mails.device.unknown');
}

function knownName(name: string | undefined, known: ReadonlySet<string>): string | null {
  return name !== undefined && known.has(name) ? name : null;
}
