import { costOf, type HashingCost } from './hashing-cost.js';

/**
 * argon2id, version 19, with a tag of 32 bytes. Passwords are hashed as received, as UTF-8: never trimmed,
 * normalised or cut (ASVS 6.2.8), so that one password is one sequence of bytes in every engine.
 */
export interface HashingEngine {
  /**
   * @param salt 16 bytes; fresh ones from the operating system when left out
   * @returns a PHC string
   */
  hash(password: string, cost: HashingCost, salt?: Buffer): Promise<string>;
  /**
   * Costs what the PHC string says, whichever engine wrote it; argon2i and argon2d of other systems are read too.
   * @throws when the PHC string is malformed: a fault of ours, and never the answer that a password is wrong
   */
  verify(phc: string, password: string): Promise<boolean>;
}

/** The fast engine where it runs, the reference one elsewhere. Both write the same PHC strings. */
export async function loadHashingEngine(): Promise<HashingEngine> {
  return (await loadFastEngine()) ?? (await loadReferenceEngine());
}

/**
 * `@node-rs/argon2`, twice as fast as the reference.
 * @returns null where this optional dependency is not installed or has no binary for the platform
 */
export async function loadFastEngine(): Promise<HashingEngine | null> {
  const library = await import('@node-rs/argon2').catch(() => null);
  return library && engineOver(library.hash, library.verify);
}

/** `argon2`: a binding to the authors' own C implementation. */
export async function loadReferenceEngine(): Promise<HashingEngine> {
  const library = await import('argon2');
  return engineOver(library.hash, library.verify);
}

/** The options that both libraries spell alike; argon2id, version 19 and 32 bytes are the default of both. */
interface LibraryOptions {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
  salt?: Buffer;
}

function engineOver(
  hash: (password: Buffer, options: LibraryOptions) => Promise<string>,
  verify: (phc: string, password: Buffer) => Promise<boolean>,
): HashingEngine {
  return {
    hash: (password, cost, salt) =>
      hash(Buffer.from(password), {
        memoryCost: cost.memoryKib,
        timeCost: cost.timeCost,
        parallelism: cost.parallelism,
        ...(salt && { salt }),
      }),
    verify: async (phc, password) => {
      // The libraries disagree about which malformed texts throw and which are merely false: ask them neither.
      costOf(phc);
      return verify(phc, Buffer.from(password));
    },
  };
}
