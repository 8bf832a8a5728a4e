import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Log } from '../../core/log.js';
import type { ParsedSetting } from '../../core/parsed-setting.js';

/** Parses IP addresses and networks in CIDR notation, separated by commas. */
export function parseTrustedProxies(text: string): ParsedSetting<readonly string[]> {
  const ranges = text.split(',').map((entry) => readRange(entry.trim()));
  if (ranges.some((range) => range === null))
    return { problem: 'must be IP addresses or networks such as 10.0.0.0/8, separated by commas' };
  if (ranges.some((range) => range?.prefix === 0))
    return { problem: 'must not hold a network of prefix length 0, which would trust every address' };
  return { value: ranges.flatMap((range) => (range === null ? [] : [`${range.address}/${range.prefix}`])) };
}

/** The address of a client, as limits and audit events use it. */
export interface ClientAddress {
  /** Null if a proxy sent an invalid address, or if the socket has none. */
  readonly ipAddress: string | null;
  /** The invalid address, which limits use as the key in place of an address. */
  readonly unreadableAddress?: string;
}

/** Finds the address of the client behind trusted proxies. */
export class ClientAddresses {
  readonly #trusted: readonly Range[];
  #toldLog = false;

  /** @param trustedProxies the result of `parseTrustedProxies` */
  constructor(
    private readonly deps: { log: Pick<Log, 'warn'> },
    trustedProxies: readonly string[],
  ) {
    this.#trusted = trustedProxies.map((range) => ipaddr.parseCIDR(range));
  }

  /**
   * The address of the socket. Behind a trusted proxy, it is the right-most address in `X-Forwarded-For` that
   * is not a trusted proxy (RL-3). An attacker can forge every entry to the left of it.
   */
  of({ socket, headersDistinct }: FastifyRequest['raw']): ClientAddress {
    let hop = readAddress(socket.remoteAddress ?? '');
    for (const entry of entriesOf(headersDistinct['x-forwarded-for']).reverse()) {
      if (hop === null || !this.#trusts(hop)) break;
      const address = readEntry(entry);
      if (address === null) return this.#unreadable(entry, hop);
      hop = address;
    }
    return { ipAddress: hop?.toString() ?? null };
  }

  /** Whether a remote address belongs to a trusted proxy. */
  isTrusted(text: string): boolean {
    const address = readAddress(text);
    return address !== null && this.#trusts(address);
  }

  #trusts(address: Address): boolean {
    return this.#trusted.some(
      ([range, bits]) => range.kind() === address.kind() && address.match(range, bits),
    );
  }

  /**
   * Limits count the text that the proxy wrote instead of its address, which all clients would share. A
   * client may have sent the text, so it is neither stored nor logged. Warns once, because a line for each
   * request would flood the log.
   */
  #unreadable(entry: string, proxy: Address): ClientAddress {
    if (!this.#toldLog) this.deps.log.warn({ proxy: proxy.toString() }, 'X-Forwarded-For entry not readable');
    this.#toldLog = true;
    return { ipAddress: null, unreadableAddress: entry.slice(0, MAX_ENTRY) };
  }
}

const MAX_ENTRY = 256;

/** Ignores empty entries, as RFC 9110 §5.6.1 requires. */
function entriesOf(headers: readonly string[] = []): string[] {
  return headers
    .join(',')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

const ENTRY = /^(?:(?<ipv4>[\d.]+)|\[(?<ipv6>[^\]]+)\])(?::\d{1,5})?$/;

/** Proxies also write `203.0.113.9:54321` and `[2001:db8::1]:443`, each with or without quotes. */
function readEntry(entry: string): Address | null {
  const text = /^"(.*)"$/.exec(entry)?.[1] ?? entry;
  const { ipv4, ipv6 } = ENTRY.exec(text)?.groups ?? {};
  const address = readAddress(ipv4 ?? ipv6 ?? text);
  // Only IPv6 addresses may have brackets.
  return ipv6 !== undefined && !ipv6.includes(':') ? null : address;
}

function readRange(text: string): { address: string; prefix: number } | null {
  const [, addressText = '', prefixText] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(addressText);
  if (address === null) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return null;
  const folded = fold(address);
  if (folded.kind() === address.kind()) return { address: folded.toString(), prefix };
  return prefix < 96 ? null : { address: folded.toString(), prefix: prefix - 96 };
}

type Address = ReturnType<typeof ipaddr.parse>;
type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Parses an address into one canonical form: IPv4-mapped as IPv4 (RL-7), IPv6 without the zone. */
function readAddress(text: string): Address | null {
  const address = parseAddress(text.split('%', 1)[0] ?? '');
  return address === null ? null : fold(address);
}

/** Accepts IPv4 only as four decimal parts. Programs disagree about the address in `010.0.0.1` or `1`. */
function parseAddress(text: string): Address | null {
  const fits = ipaddr.IPv4.isValidFourPartDecimal(text) || (!text.includes('%') && ipaddr.IPv6.isValid(text));
  return fits ? ipaddr.parse(text) : null;
}

function fold(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
