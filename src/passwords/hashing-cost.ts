/** What one argon2id hash costs (RFC 9106 §3.1). */
export interface HashingCost {
  /** In KiB. */
  readonly memoryKib: number;
  /** Passes over the memory. */
  readonly timeCost: number;
  /** Lanes. They share the same work out and so are no measure of strength. */
  readonly parallelism: number;
}

/** Either of these is enough: OWASP Password Storage Cheat Sheet, ASVS 11.4.2 and its appendix C (DR-1). */
export const MINIMUM_COSTS: readonly HashingCost[] = [
  { memoryKib: 19_456, timeCost: 2, parallelism: 1 },
  { memoryKib: 47_104, timeCost: 1, parallelism: 1 },
];

export const DEFAULT_COST: HashingCost = { memoryKib: 19_456, timeCost: 2, parallelism: 1 };

/** Whether a cost reaches one of the minimum costs in every part. NaN never does. */
export function isStrongEnough(cost: HashingCost): boolean {
  return MINIMUM_COSTS.some(
    (floor) =>
      cost.memoryKib >= floor.memoryKib &&
      cost.timeCost >= floor.timeCost &&
      cost.parallelism >= floor.parallelism,
  );
}

// Digits are bounded: a corrupt m=4294967295 would otherwise take 4 TiB and with it the process.
const PHC = /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d{0,2}),p=([1-9]\d{0,2})\$([^$]+)\$([^$]+)$/;
const MIN_SALT_BYTES = 8;
const MIN_TAG_BYTES = 16;

/**
 * The cost that an argon2id PHC string was made at.
 * @throws when the text is not one. It is a fault of ours, not a wrong password; the message does not repeat the text.
 */
export function costOf(phc: string): HashingCost {
  const [, memoryKib, timeCost, parallelism, salt = '', tag = ''] = PHC.exec(phc) ?? [];
  if (byteLength(salt) < MIN_SALT_BYTES || byteLength(tag) < MIN_TAG_BYTES) {
    throw new Error('A stored password hash is not an argon2id PHC string');
  }
  return { memoryKib: Number(memoryKib), timeCost: Number(timeCost), parallelism: Number(parallelism) };
}

/** How many bytes unpadded base64 stands for: 0 unless it is spelled in the one canonical way. */
function byteLength(base64: string): number {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === base64 ? bytes.length : 0;
}
