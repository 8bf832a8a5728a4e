import { BlockList, isIP } from 'node:net';

/** The SMTP server, and how to connect to it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly auth?: { readonly user: string; readonly pass: string };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Reads `smtps://user:password@host:port` (TLS from the first byte) or `smtp://…`. `smtp` requires STARTTLS,
 * except to a loopback address. Refuses a query: nodemailer would take `?tls.rejectUnauthorized=false` and
 * `?debug=true` from it (PR-11).
 * @returns null for anything else
 */
export function parseSmtpUrl(text: string): SmtpServer | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return null;
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return null;
  const credentials = readCredentials(url);
  if (credentials === null) return null;
  return { ...readEndpoint(url), ...credentials };
}

/** Whether the host is this machine, judged without DNS. */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

function readEndpoint(url: URL): Pick<SmtpServer, 'host' | 'port' | 'security'> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port);
  if (url.protocol === 'smtps:') return { host, port: port || 465, security: 'tls' };
  if (!isLoopback(host)) return { host, port: port || 587, security: 'starttls' };
  // By number: a name server must not decide where an unencrypted mail goes.
  return { host: isIP(host) ? host : '127.0.0.1', port: port || 25, security: 'none' };
}

function readCredentials(url: URL): Pick<SmtpServer, 'auth'> | null {
  if (url.username === '' && url.password === '') return {};
  try {
    return { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } };
  } catch {
    return null;
  }
}
