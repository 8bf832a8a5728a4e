const WITHOUT = 'leave passwordHash out, and the user sets a password by a mailed link';

/** Hash formats that are rejected, with advice for the operator. */
const ADVICE: readonly (readonly [form: RegExp, problem: string])[] = [
  [/^\$2x\$/, `is bcrypt of a version that lost bits of letters ($2x$): ${WITHOUT}`],
  [/^\$(?:1|5|6|7|y|gy|apr1|sha1|md5)\$/, `is a hash of crypt(3), which is not read: ${WITHOUT}`],
  [/^\$(?:S|H|Q)\$/, `is a hash of Drupal 7 or phpBB, which is not read: ${WITHOUT}`],
  [
    /^(?:md5|sha1|unsalted_md5|unsalted_sha1|crypt)\$/,
    `is one of Django's old hashes, which is not read: ${WITHOUT}`,
  ],
  [
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
    `is a bare digest, which is guessed at once: ${WITHOUT}`,
  ],
  [/^\{(?:bcrypt|argon2|scrypt|pbkdf2)[\w@-]*\}/i, "has Spring's prefix in braces: remove it and try again"],
  [/^\{[\w-]+\}/, `is a hash of a directory (LDAP), which is not read: ${WITHOUT}`],
  [
    /^(?:\$(?:argon2|2[aby]|scrypt|pbkdf2|firescrypt|P|wp)|pbkdf2|scrypt|bcrypt|argon2|A[AQ][A-Za-z0-9+/]{40})/,
    'begins like a hash but is not whole, or has an unknown variant: compare it with docs/importing-users.md',
  ],
];

/** Describes what an unknown hash seems to be and what to do. The message never contains the hash. */
export function adviceFor(text: string): string {
  const advice = ADVICE.find(([form]) => form.test(text));
  return (
    advice?.[1] ??
    `is not argon2, bcrypt, scrypt, PBKDF2 or phpass in a form that is known: see docs/importing-users.md, or ${WITHOUT}`
  );
}
