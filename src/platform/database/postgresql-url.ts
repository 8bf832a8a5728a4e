import { isUnescaped, UNESCAPED } from '../../core/address-escapes.js';

/** The parsed DATABASE_URL, the same for every reader. */
export interface PostgresqlAddress {
  /** For the driver, without parameters that the driver would use as settings of its own. */
  readonly connectionString: string;
  /** Names the server and the database in messages, and never contains the user or the password. */
  readonly server: string;
  /** Empty for a Unix socket. */
  readonly host: string;
  readonly sslMode: string | null;
  /** Parameters that the service ignores. */
  readonly unread: readonly string[];
}

const READ = new Set([
  'application_name',
  'client_encoding',
  'fallback_application_name',
  'host',
  'options',
  'password',
  'port',
  'ssl',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslnegotiation',
  'sslrootcert',
  'uselibpqcompat',
  'user',
]);

const ADDRESS =
  /^postgres(?:ql)?:\/\/(?<user>[^@/?]*@)?(?<authority>[^@/?]*)(?:\/(?<database>[^/?]*))?(?:\?(?<query>.*))?$/;
const MALFORMED = 'must be an address such as postgresql://user:password@host/database';

/** @returns the address, or the end of an error message that begins with DATABASE_URL */
export function readPostgresqlUrl(
  text: string,
): { readonly value: PostgresqlAddress } | { readonly problem: string } {
  if (!/^postgres(ql)?:\/\//.test(text)) return { problem: MALFORMED };
  if (isUnescaped(text)) return { problem: UNESCAPED };
  const { user = '', authority = '', database = '', query = '' } = ADDRESS.exec(text)?.groups ?? {};
  const parameters = new URLSearchParams(query);
  const socket = socketOf(authority, parameters);
  // A WHATWG URL cannot have a user without a host. The driver prefers the parameter to this host.
  const isNamedByParameter = socket !== null || parameters.has('host');
  const url = `postgresql://${user}${isNamedByParameter ? 'localhost' : authority}/${database}`;
  if (!ADDRESS.test(text) || !URL.canParse(url)) return { problem: `${MALFORMED}; ${UNESCAPED}` };

  const schema = parameters.get('schema');
  if (schema !== null && schema !== 'public')
    return {
      problem:
        'must not name a schema other than public: give Latchkey a database of its own, without ?schema=',
    };
  const names = [...new Set(parameters.keys())].filter((name) => name !== 'schema');
  const unread = names.filter((name) => !READ.has(name));
  // Without a database before it, the query may be part of a password in an address without a host.
  if (unread.some((name) => !/^[a-z]\w{0,40}$/i.test(name) || database === ''))
    return { problem: `${MALFORMED}; ${UNESCAPED}` };
  for (const name of ['schema', ...unread]) parameters.delete(name);
  if (socket !== null) parameters.set('host', socket);

  const host = socket === null ? (parameters.get('host') ?? authority.replace(/:\d*$/, '')) : '';
  const kept = parameters.size === 0 ? '' : `?${parameters.toString().replaceAll('+', '%20')}`;
  return {
    value: {
      connectionString: `${url}${kept}`,
      server: `${socket ?? parameters.get('host') ?? authority}${database && `/${database}`}`,
      host: host.replace(/^\[(.*)\]$/, '$1'),
      sslMode: parameters.get('sslmode'),
      unread,
    },
  };
}

/** The folder of a Unix socket in the formats of libpq: `?host=/folder`, or percent-encoded as the host. */
function socketOf(authority: string, parameters: URLSearchParams): string | null {
  const host = parameters.get('host') ?? (/^%2f/i.test(authority) ? decodeURIComponent(authority) : '');
  if (host.startsWith('/')) return host;
  return null;
}
