import { randomBytes, randomUUID } from 'node:crypto';

/** The random generator of the operating system. Injected, so that tests can observe it. */
export interface Randomness {
  bytes(count: number): Buffer;
  /** A random (version 4) UUID. For ids only, never for a secret. */
  uuid(): string;
}

export const systemRandomness: Randomness = { bytes: randomBytes, uuid: randomUUID };
