import { randomBytes, randomUUID } from 'node:crypto';

/** Where randomness comes from: the operating system's generator, handed in so that a test can watch it. */
export interface Randomness {
  bytes(count: number): Buffer;
  /** A random (version 4) UUID. It names things; it is never a secret. */
  uuid(): string;
}

export const systemRandomness: Randomness = { bytes: randomBytes, uuid: randomUUID };
