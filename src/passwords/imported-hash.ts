import { readForeignHash } from './foreign-hash.js';
import { type Argon2Hash, isStrongEnough, readArgon2 } from './hashing-cost.js';

export type HashFormat = Argon2Hash['variant'] | 'bcrypt' | 'scrypt' | 'pbkdf2';

/** What an imported hash is, or the end of a sentence that says why it cannot be taken. */
export type HashReading =
  | { readonly format: HashFormat; readonly weak: boolean }
  | { readonly problem: string };

const MAX_LENGTH = 1024;
/** 256 MiB, and as many passes over memory as take about a second. */
const MOST = { memoryKib: 2 ** 18, passesOverKib: 2 ** 20, parallelism: 16 };

/**
 * Judges a hash that somebody wants stored. Whatever is stored is verified at whoever's request comes by, so one that
 * would take gigabytes or minutes is refused here (DO-1). A weak one is taken: it is gone at the first login.
 */
export function readImportedHash(text: string): HashReading {
  if (text.length > MAX_LENGTH) return { problem: 'is too long to be a hash' };
  const argon2 = readArgon2(text);
  if (argon2 !== null)
    return isAffordable(argon2)
      ? { format: argon2.variant, weak: !isStrongEnough(argon2.cost) }
      : {
          problem:
            'would cost too much to verify: argon2 with at most 256 MiB, 1 GiB over all passes, 16 lanes',
        };
  const foreign = readForeignHash(text);
  if (foreign === null)
    return { problem: 'is none of argon2, bcrypt, scrypt and PBKDF2 in a form that is known' };
  return foreign.load <= 1
    ? foreign
    : { problem: `would cost too much to verify: ${BOUNDS[foreign.format]}` };
}

const BOUNDS = {
  bcrypt: 'bcrypt with a cost of at most 14',
  scrypt: 'scrypt with at most 256 MiB, and N·r·p of at most 2097152',
  pbkdf2: 'PBKDF2 with at most 2000000 iterations, counted for each piece of the hash',
};

function isAffordable({ cost: { memoryKib, timeCost, parallelism } }: Argon2Hash): boolean {
  return (
    memoryKib <= MOST.memoryKib &&
    memoryKib * timeCost <= MOST.passesOverKib &&
    parallelism <= MOST.parallelism &&
    memoryKib >= 8 * parallelism
  );
}
