/** A parsed value from a file, not validated yet. */
type Fields = Readonly<Record<string, unknown>>;

const ARGON2_VERSIONS: Readonly<Record<string, number>> = { '1.3': 19, '1.0': 16 };

/**
 * Reads the password credential of a Keycloak export. `secretData` and `credentialData` are objects, or JSON
 * texts as Keycloak writes them.
 * @returns a PHC string, or null for anything else
 */
export function readKeycloakCredential(value: object): string | null {
  const { type = 'password', secretData, credentialData } = value as Fields;
  const secret = fieldsOf(secretData);
  const credential = fieldsOf(credentialData);
  const { value: tag, salt } = secret;
  const { algorithm, hashIterations: rounds } = credential;
  if (type !== 'password' || typeof tag !== 'string' || typeof salt !== 'string' || !Number.isInteger(rounds))
    return null;
  if (algorithm === 'argon2')
    return argon2Of(fieldsOf(credential['additionalParameters']), Number(rounds), salt, tag);
  const pbkdf2 = /^pbkdf2(-sha256|-sha512)?$/.exec(String(algorithm));
  return pbkdf2 && `$pbkdf2${pbkdf2[1] ?? '-sha1'}$i=${rounds}$${salt}$${tag}`;
}

function argon2Of(parameters: Fields, rounds: number, salt: string, tag: string): string | null {
  const [type, version, memory, parallelism] = ['type', 'version', 'memory', 'parallelism'].map((name) =>
    firstOf(parameters[name]),
  );
  const versionNumber = ARGON2_VERSIONS[version ?? ''];
  if (versionNumber === undefined) return null;
  return `$argon2${type}$v=${versionNumber}$m=${memory},t=${rounds},p=${parallelism}$${salt}$${tag}`;
}

/** Keycloak writes each parameter as a list with one text. */
function firstOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined;
}

function fieldsOf(value: unknown): Fields {
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : {};
  } catch {
    return {};
  }
}
