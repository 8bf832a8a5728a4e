import { readAspNetIdentity } from './aspnet-identity-hash.js';
import { type FirebaseParameters, isBareFirebase, withoutSignerKey } from './firebase-hash.js';
import { readForeignHash } from './foreign-hash.js';
import type { ForeignHash } from './foreign-hash-form.js';
import { adviceFor } from './hash-advice.js';
import { type Argon2Hash, isStrongEnough, readArgon2 } from './hashing-cost.js';
import { readKeycloakCredential } from './keycloak-credential.js';

export type HashFormat = Argon2Hash['variant'] | ForeignHash['format'];

/** A hash in the form that is stored, or the end of a sentence that says why it is rejected. */
export type HashReading =
  | { readonly text: string; readonly format: HashFormat; readonly weak: boolean }
  | { readonly problem: string };

const MAX_LENGTH = 1024;
/** 256 MiB, and as many passes over memory as take about one second. */
const MOST = { memoryKib: 2 ** 18, passesOverKib: 2 ** 20, parallelism: 16 };

const BOUNDS = {
  bcrypt: "bcrypt with a cost of at most 14, WordPress's of at most 13",
  scrypt: 'scrypt with at most 256 MiB, and N·r·p of at most 2097152',
  pbkdf2: 'PBKDF2 with at most 2000000 iterations',
  phpass: 'phpass with at most 2^18 rounds',
};

/**
 * Checks a hash that an operator imports. Anyone can trigger the verification of a stored hash, so a hash
 * that would take gigabytes or minutes is rejected here (DO-1). The first login replaces a weak hash.
 * @param value a text, or the credential of a Keycloak user
 * @param firebase the parameters of the Firebase project that the users come from
 */
export function readImportedHash(value: unknown, firebase: FirebaseParameters | null = null): HashReading {
  if (typeof value === 'object' && value !== null) {
    const text = readKeycloakCredential(value);
    return text === null ? { problem: KEYCLOAK } : readText(text, firebase);
  }
  return typeof value === 'string' ? readText(value, firebase) : { problem: 'must be a text' };
}

const KEYCLOAK =
  'is not a Keycloak credential with secretData and credentialData of argon2, pbkdf2, pbkdf2-sha256 or pbkdf2-sha512';
const FIREBASE =
  'is a hash of Firebase: add --firebase-parameters FILE, with the hash parameters of the project';
const OTHER_SIGNER_KEY = 'does not fit the signer key of the Firebase project';

function readText(given: string, firebase: FirebaseParameters | null): HashReading {
  if (given.length > MAX_LENGTH) return { problem: 'is too long to be a hash' };
  if (isBareFirebase(given) && firebase === null) return { problem: FIREBASE };
  const text = storedForm(given, firebase);
  const argon2 = readArgon2(text);
  if (argon2 !== null) return judgeArgon2(text, argon2);
  const foreign = readForeignHash(text);
  if (foreign === null) return { problem: isBareFirebase(given) ? OTHER_SIGNER_KEY : adviceFor(given) };
  const { format, weak, load } = foreign;
  return load <= 1 ? { text, format, weak } : { problem: `would cost too much to verify: ${BOUNDS[format]}` };
}

/** Converts other systems' spellings to the form that is stored. It returns any other text unchanged. */
function storedForm(text: string, firebase: FirebaseParameters | null): string {
  return (
    withoutSignerKey(text, firebase) ??
    readAspNetIdentity(text) ??
    bareArgon2(text) ??
    bareBcrypt(text) ??
    text
  );
}

/** Removes Django's prefix and the padding of Java's base64. */
function bareArgon2(text: string): string | null {
  const [, head, salt, tag] =
    /^(?:argon2)?(\$argon2[a-z]{1,2}\$v=\d+\$[^$]+)\$([^$=]+)={0,2}\$([^$=]+)={0,2}$/.exec(text) ?? [];
  return tag === undefined ? null : `${head}$${salt}$${tag}`;
}

function bareBcrypt(text: string): string | null {
  return text.startsWith('bcrypt$$2') ? text.slice('bcrypt$'.length) : null;
}

function judgeArgon2(text: string, argon2: Argon2Hash): HashReading {
  if (isAffordable(argon2)) return { text, format: argon2.variant, weak: !isStrongEnough(argon2.cost) };
  return {
    problem: 'would cost too much to verify: argon2 with at most 256 MiB, 1 GiB over all passes, 16 lanes',
  };
}

function isAffordable({ cost: { memoryKib, timeCost, parallelism } }: Argon2Hash): boolean {
  return (
    memoryKib <= MOST.memoryKib &&
    memoryKib * timeCost <= MOST.passesOverKib &&
    parallelism <= MOST.parallelism &&
    memoryKib >= 8 * parallelism
  );
}
