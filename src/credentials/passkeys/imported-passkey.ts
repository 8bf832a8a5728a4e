type Bytes = Uint8Array<ArrayBuffer>;

/** A passkey of another system. */
export interface ImportedPasskey {
  readonly credentialId: Bytes;
  readonly publicKey: Bytes;
  readonly algorithm: number;
  readonly signCount: number;
  readonly rpId: string;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly name: string;
}

/** The passkeys of a user with the user handle that they hold: they answer with it at every sign-in. */
export interface ImportedPasskeys {
  readonly handle: Bytes;
  readonly list: readonly ImportedPasskey[];
}

type Judged<T> = T | { readonly problem: string };

/** The most passkeys of a user. */
const MOST = 20;
const NO_AAGUID = '00000000-0000-0000-0000-000000000000';
const DEFAULT_NAME = 'Passkey';
const FIELDS = [
  'credentialId',
  'publicKey',
  'signCount',
  'rpId',
  'transports',
  'aaguid',
  'backupEligible',
  'backedUp',
  'name',
];
const FORM =
  'must be an object of `userHandle` and `list`, of 1 to 20 objects of `credentialId`, `publicKey` (COSE, base64url), ' +
  '`rpId`, `backupEligible` and, if known, `signCount`, `transports`, `aaguid`, `backedUp` and `name`';
/** A wrong guess would lock the user out: a sign-in refuses a passkey whose flag BE is another one (WebAuthn §7.2). */
const NO_BACKUP_ELIGIBILITY =
  'must have `backupEligible` for each passkey, true or false: whether it can be synchronised. SimpleWebAuthn has ' +
  '`credentialDeviceType` (`multiDevice` is true), go-webauthn `flags.backupEligible`, ASP.NET Core Identity ' +
  '`IsBackupEligible`; in authenticator data it is the flag BE, 0x08. If it is not known, leave the passkey out';

/**
 * The form of each public key that the service verifies, as CTAP 2 has authenticators write it: ES256, Ed25519 and
 * RS256 with 2048 bits. Another form could never sign in.
 */
const KEY_FORMS: readonly { readonly algorithm: number; readonly form: RegExp }[] = [
  { algorithm: -7, form: /^a5010203262001215820[0-9a-f]{64}225820[0-9a-f]{64}$/ },
  { algorithm: -8, form: /^a4010103272006215820[0-9a-f]{64}$/ },
  { algorithm: -257, form: /^a401030339010020590100[0-9a-f]{512}2143010001$/ },
];

/**
 * Reads the passkeys of a record. No problem repeats a value of the record.
 * @param rpId the RP ID of this service: a browser offers it no passkey of another one
 */
export function readImportedPasskeys(value: unknown, rpId: string): Judged<ImportedPasskeys> {
  if (typeof value !== 'object' || value === null) return { problem: FORM };
  const { userHandle, list, ...others } = value as Record<string, unknown>;
  const handle = readBytes(userHandle, 64);
  const entries = Array.isArray(list) ? list : [];
  if (handle === null || entries.length === 0 || entries.length > MOST || Object.keys(others).length > 0)
    return { problem: FORM };
  const passkeys: ImportedPasskey[] = [];
  for (const entry of entries) {
    const passkey = readPasskey(entry);
    if ('problem' in passkey) return passkey;
    if (passkey.rpId !== rpId) return { problem: otherRpId(rpId) };
    passkeys.push(passkey);
  }
  return { handle, list: passkeys };
}

function otherRpId(rpId: string): string {
  return (
    `must have the \`rpId\` of this service, ${rpId}: browsers offer it no other passkey. Set WEBAUTHN_RP_ID to that of ` +
    'the passkeys if the service answers under that domain; otherwise leave these passkeys out'
  );
}

function readPasskey(entry: unknown): Judged<ImportedPasskey> {
  if (typeof entry !== 'object' || entry === null) return { problem: FORM };
  const fields = entry as Record<string, unknown>;
  const { signCount = 0, transports = [], aaguid = NO_AAGUID, rpId, name = DEFAULT_NAME } = fields;
  const { backupEligible = null, backedUp = false } = fields;
  const [credentialId, publicKey] = [
    readBytes(fields['credentialId'], 1023),
    readBytes(fields['publicKey'], 400),
  ];
  if (
    credentialId === null ||
    publicKey === null ||
    Object.keys(fields).some((field) => !FIELDS.includes(field))
  )
    return { problem: FORM };
  if (!isCount(signCount) || !isHost(rpId) || !areTransports(transports) || !isUuid(aaguid) || !isName(name))
    return { problem: FORM };
  if (backupEligible === null) return { problem: NO_BACKUP_ELIGIBILITY };
  // A passkey that is backed up can be (WebAuthn §6.1.3); a sign-in refuses any other combination.
  if (typeof backupEligible !== 'boolean' || typeof backedUp !== 'boolean' || (backedUp && !backupEligible))
    return { problem: 'must have `backedUp` only beside `backupEligible`, both true or false' };
  const hex = Buffer.from(publicKey).toString('hex');
  const key = KEY_FORMS.find(({ form }) => form.test(hex));
  if (key === undefined)
    return { problem: 'must have public keys of ES256, Ed25519 or RS256, in the form of COSE as base64url' };
  const { algorithm } = key;
  return {
    credentialId,
    publicKey,
    algorithm,
    signCount,
    rpId,
    transports,
    aaguid,
    backupEligible,
    backedUp,
    name,
  };
}

/** Reads base64url without padding, in its only spelling. */
function readBytes(value: unknown, most: number): Bytes | null {
  if (typeof value !== 'string' || !/^[\w-]+$/.test(value)) return null;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length > 0 && bytes.length <= most && bytes.toString('base64url') === value
    ? new Uint8Array(bytes)
    : null;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff_ffff;
}

function isHost(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(value);
}

function areTransports(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length <= 8 && value.every((one) => /^[a-z-]{1,32}$/.test(String(one)))
  );
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{C}]{1,64}$/u.test(value) && value.length <= 64;
}
