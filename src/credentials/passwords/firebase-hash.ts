import { base64, unpadded } from './foreign-hash-form.js';

/** The hash parameters of a Firebase project: one secret key and one cost for all its users. */
export interface FirebaseParameters {
  readonly signerKey: Buffer;
  readonly saltSeparator: Buffer;
  readonly rounds: number;
  readonly memoryCost: number;
}

/**
 * Reads the block that the Firebase console shows.
 * @returns null when a part is missing or out of range
 */
export function parseFirebaseParameters(text: string): FirebaseParameters | null {
  const part = (name: string) =>
    new RegExp(`\\b${name}"?\\s*[:=]\\s*"?([A-Za-z0-9+/_=-]*)`, 'i').exec(text)?.[1] ?? '';
  const signerKey = base64(part('base64_signer_key'));
  const [rounds, memoryCost] = [Number(part('rounds')), Number(part('mem_cost'))];
  if (part('algorithm').toUpperCase() !== 'SCRYPT' || signerKey.length === 0) return null;
  if (!(rounds >= 1 && rounds <= 999 && memoryCost >= 1 && memoryCost <= 99)) return null;
  return { signerKey, saltSeparator: base64(part('base64_salt_separator')), rounds, memoryCost };
}

/** `$firescrypt$salt$hash`: the data that a Firebase export has of a user. */
const BARE = /^\$firescrypt\$([^$=]+={0,2})\$([^$=]+={0,2})$/;
/** Ory Kratos's form, which includes the parameters of the project. */
const WITH_KEY = /^\$firescrypt\$(ln=\d+,r=\d+,p=\d+)\$([^$]+)\$([^$]+)\$([^$]*)\$([^$]+)$/;

export function isBareFirebase(text: string): boolean {
  return BARE.test(text);
}

/**
 * Returns the hash in the form that is stored, without the signer key. Firebase XORs the signer key with a
 * key stream from the user's derived key, so a second XOR with the signer key leaves the key stream. The key
 * stream is enough to verify a password, and a stolen database does not reveal the signer key.
 * @returns null for any other text
 */
export function withoutSignerKey(text: string, parameters: FirebaseParameters | null): string | null {
  const withKey = WITH_KEY.exec(text);
  if (withKey) {
    const [, cost = '', salt, hash, separator, signerKey] = withKey;
    return storedForm(cost, [base64(salt), base64(separator)], base64(hash), base64(signerKey));
  }
  const [, salt, hash] = BARE.exec(text) ?? [];
  if (hash === undefined || parameters === null) return null;
  const { memoryCost, rounds, saltSeparator, signerKey } = parameters;
  return storedForm(
    `ln=${memoryCost},r=${rounds},p=1`,
    [base64(salt), saltSeparator],
    base64(hash),
    signerKey,
  );
}

function storedForm(cost: string, salt: Buffer[], hash: Buffer, signerKey: Buffer): string | null {
  if (hash.length !== signerKey.length || salt[0]?.length === 0) return null;
  const keyStream = hash.map((byte, index) => byte ^ (signerKey[index] ?? 0));
  return `$firescrypt$${cost}$${unpadded(Buffer.concat(salt))}$${unpadded(Buffer.from(keyStream))}`;
}
