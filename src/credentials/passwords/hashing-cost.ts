/** The cost of one argon2id hash (RFC 9106 §3.1). */
export interface HashingCost {
  /** In KiB. */
  readonly memoryKib: number;
  /** Passes over the memory. */
  readonly timeCost: number;
  /** Lanes. They divide the same work, so they do not measure strength. */
  readonly parallelism: number;
}

/** Each of these is sufficient: OWASP Password Storage Cheat Sheet, ASVS 11.4.2 and its appendix C (DR-1). */
export const MINIMUM_COSTS: readonly HashingCost[] = [
  { memoryKib: 19_456, timeCost: 2, parallelism: 1 },
  { memoryKib: 47_104, timeCost: 1, parallelism: 1 },
];

export const DEFAULT_COST: HashingCost = { memoryKib: 19_456, timeCost: 2, parallelism: 1 };

/** Whether a cost reaches all parameters of one of the minimum costs. A cost with NaN never does. */
export function isStrongEnough(cost: HashingCost): boolean {
  return MINIMUM_COSTS.some(
    (floor) =>
      cost.memoryKib >= floor.memoryKib &&
      cost.timeCost >= floor.timeCost &&
      cost.parallelism >= floor.parallelism,
  );
}

// The number of digits is limited: a corrupt m=4294967295 would ask for 4 TiB and crash the process.
const PHC =
  /^\$argon2(id|i|d)\$v=(16|19)\$m=([1-9]\d{0,6}),t=([1-9]\d{0,2}),p=([1-9]\d{0,2})\$([^$]+)\$([^$]+)$/;
const MIN_SALT_BYTES = 8;
const MIN_TAG_BYTES = 16;

export interface Argon2Hash {
  readonly variant: 'argon2id' | 'argon2i' | 'argon2d';
  readonly cost: HashingCost;
  /** Whether it is argon2id, version 19, as this service writes. Other hashes come from other systems. */
  readonly isOurs: boolean;
}

/** @returns null for a text that is not the PHC string of an argon2 hash */
export function readArgon2(phc: string): Argon2Hash | null {
  const [, kind, version, memoryKib, timeCost, parallelism, salt = '', tag = ''] = PHC.exec(phc) ?? [];
  if (byteLength(salt) < MIN_SALT_BYTES || byteLength(tag) < MIN_TAG_BYTES) return null;
  return {
    variant: `argon2${kind as 'id' | 'i' | 'd'}`,
    cost: { memoryKib: Number(memoryKib), timeCost: Number(timeCost), parallelism: Number(parallelism) },
    isOurs: kind === 'id' && version === '19',
  };
}

/**
 * @throws when the text is not an argon2 PHC string: a fault of the service, not a wrong password. The
 * message does not contain the text.
 */
export function requireArgon2(phc: string): Argon2Hash {
  const hash = readArgon2(phc);
  if (hash === null) throw new Error('A stored password hash is not an argon2 PHC string');
  return hash;
}

/**
 * Returns the cost of an argon2 PHC string.
 * @throws when the text is not one
 */
export function costOf(phc: string): HashingCost {
  return requireArgon2(phc).cost;
}

/** The number of bytes that unpadded base64 encodes; 0 unless the encoding is canonical. */
function byteLength(base64: string): number {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === base64 ? bytes.length : 0;
}
