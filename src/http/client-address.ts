import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/** Proxies whose `X-Forwarded-For` is believed, or the end of a sentence that says what is wrong with the list. */
type Reading = { readonly value: readonly string[] } | { readonly problem: string };

/** Reads IP addresses and networks in CIDR notation, separated by commas. */
export function parseTrustedProxies(text: string): Reading {
  const ranges = text.split(',').map((entry) => readRange(entry.trim()));
  if (ranges.some((range) => range === null))
    return { problem: 'must be IP addresses or networks such as 10.0.0.0/8, separated by commas' };
  if (ranges.some((range) => range?.prefix === 0))
    return { problem: 'must not hold a network of prefix length 0, which would trust everybody' };
  return { value: ranges.flatMap((range) => (range === null ? [] : [`${range.address}/${range.prefix}`])) };
}

/**
 * Where a request comes from: the socket's other end, and only behind a trusted proxy the right-most address of
 * `X-Forwarded-For` that no trusted proxy has (RL-3). Whatever stands to the left of it the client may have written.
 */
export function clientAddress(request: FastifyRequest): string | null {
  return canonicalAddress(request.ip) ?? canonicalAddress(request.socket.remoteAddress);
}

/**
 * Nothing but the address is taken from a proxy: Fastify would believe it about host and scheme as well, and the
 * Apollo integration makes a URL of the two.
 */
export function ignoreForwardedHost(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw }) => {
    delete raw.headers['x-forwarded-host'];
    delete raw.headers['x-forwarded-proto'];
  });
}

/** Tells whether an address is in one of these networks, as `parseTrustedProxies` reads them. */
export function trusting(ranges: readonly string[]): (address: string) => boolean {
  const networks = ranges.map((range) => ipaddr.parseCIDR(range));
  return (text) => {
    const address = readAddress(text.split('%', 1)[0] ?? '');
    if (address === null) return false;
    const folded = fold(address);
    return networks.some(
      ([network, bits]) => network.kind() === folded.kind() && folded.match([network, bits]),
    );
  };
}

/** One spelling for each address: IPv4 as IPv4 (RL-7), IPv6 compressed, without the zone, which is the client's text. */
function canonicalAddress(text: string | undefined): string | null {
  const address = readAddress(text?.split('%', 1)[0] ?? '');
  return address === null ? null : fold(address).toString();
}

function readRange(text: string): { address: string; prefix: number } | null {
  const [, addressText = '', prefixText] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = readAddress(addressText);
  if (address === null) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return null;
  const folded = fold(address);
  if (folded.kind() === address.kind()) return { address: folded.toString(), prefix };
  return prefix < 96 ? null : { address: folded.toString(), prefix: prefix - 96 };
}

type Address = ReturnType<typeof ipaddr.parse>;

/** The four decimal parts alone for IPv4: `010.0.0.1` and `1` mean different addresses to different programs. */
function readAddress(text: string): Address | null {
  const fits = ipaddr.IPv4.isValidFourPartDecimal(text) || (!text.includes('%') && ipaddr.IPv6.isValid(text));
  return fits ? ipaddr.parse(text) : null;
}

function fold(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
