import type { RequestMeta } from '../../core/viewer.js';

/** What a client sends to identify its device. */
export interface DeviceTraits {
  readonly deviceFingerprint?: string | null;
}

export interface Device {
  readonly name: string;
  /** Whether the client sent a fingerprint. Many users share a user agent, so that links no accounts. */
  readonly byFingerprint: boolean;
}

/**
 * The name by which a device is recognised: the fingerprint from the client, or its user agent without the
 * version numbers, which change with each update. All clients that send neither are one device. Otherwise a
 * thief could send nothing, and the user would get no mail about a new device (LOG-9).
 */
export function deviceOf({ deviceFingerprint }: DeviceTraits, { userAgent }: RequestMeta): Device {
  if (deviceFingerprint) return { name: unmistakable(deviceFingerprint), byFingerprint: true };
  return { name: `${USER_AGENT}${userAgent?.replace(/[\d._]+/g, '') ?? ''}`, byFingerprint: false };
}

/** Escapes a fingerprint that begins with the mark of a user agent, so that it cannot pass for one. */
function unmistakable(fingerprint: string): string {
  return fingerprint.startsWith(MARK) ? `${MARK}${fingerprint}` : fingerprint;
}

const MARK = '\u0000';
const USER_AGENT = `${MARK}user-agent:`;
