import type { Origin } from '../../core/viewer.js';

/** The least that tells one device of a user from another. */
export interface DeviceTraits {
  readonly deviceFingerprint?: string | null;
}

export interface Device {
  readonly name: string;
  /** Whether its client named it. What clients call themselves is shared by many, and proves no connection. */
  readonly byFingerprint: boolean;
}

/**
 * What a device is recognised by: the fingerprint that its client sends, or what the client calls itself, without
 * the numbers that every update changes. Clients that say nothing at all are one device as well: were they none, a
 * thief would say nothing, and no new device would be told of (LOG-9).
 */
export function deviceOf({ deviceFingerprint }: DeviceTraits, { userAgent }: Origin): Device {
  if (deviceFingerprint) return { name: unmistakable(deviceFingerprint), byFingerprint: true };
  return { name: `${USER_AGENT}${userAgent?.replace(/[\d._]+/g, '') ?? ''}`, byFingerprint: false };
}

/** A client that begins its fingerprint as we begin the other kind must not be taken for that. */
function unmistakable(fingerprint: string): string {
  return fingerprint.startsWith(MARK) ? `${MARK}${fingerprint}` : fingerprint;
}

const MARK = '\u0000';
const USER_AGENT = `${MARK}user-agent:`;
