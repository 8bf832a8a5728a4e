import { costOf, type HashingCost } from './hashing-cost.js';

/**
 * argon2id, version 19, with a tag of 32 bytes. An engine hashes the password as received, as UTF-8. It never
 * trims, normalises or truncates it (ASVS 6.2.8), so a password is the same bytes in every engine.
 */
export interface HashingEngine {
  /**
   * @param salt 16 bytes; random bytes from the operating system if omitted
   * @returns a PHC string
   */
  hash(password: string, cost: HashingCost, salt?: Buffer): Promise<string>;
  /**
   * Takes the cost in the PHC string, whichever engine wrote it. Also verifies foreign argon2i and argon2d.
   * @throws when the PHC string is malformed: a fault of the service, never a sign of a wrong password
   */
  verify(phc: string, password: string): Promise<boolean>;
}

/** Loads the fast engine if available, otherwise the reference engine. Both write the same PHC strings. */
export async function loadHashingEngine(): Promise<HashingEngine> {
  return (await loadFastEngine()) ?? (await loadReferenceEngine());
}

/**
 * Loads `@node-rs/argon2`, twice as fast as the reference.
 * @returns null where this optional dependency is not installed or has no binary for the platform
 */
export async function loadFastEngine(): Promise<HashingEngine | null> {
  const library = await import('@node-rs/argon2').catch(() => null);
  return library && engineOver(library.hash, library.verify);
}

/** Loads `argon2`, a binding to the authors' C implementation. */
export async function loadReferenceEngine(): Promise<HashingEngine> {
  const library = await import('argon2');
  return engineOver(library.hash, library.verify);
}

/** The options that both libraries share. Both default to argon2id, version 19 and 32 bytes. */
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
      // Check the text first: for some malformed texts one library throws where the other returns false.
      costOf(phc);
      return verify(phc, Buffer.from(password));
    },
  };
}
