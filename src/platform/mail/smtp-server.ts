import { BlockList, isIP } from 'node:net';

/** The server that takes our mail, and how it must be spoken to. */
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
 * Reads `smtps://user:password@host:port` (TLS from the first byte) or `smtp://…` (STARTTLS, which must succeed,
 * except on this very machine). Options in a query are refused: nodemailer would take `?tls.rejectUnauthorized=false`
 * and `?debug=true` from there (PR-11).
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

/** Whether the host is this very machine, judged without asking DNS. */
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
  // By its number: a name server must not decide where an unencrypted mail goes.
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
