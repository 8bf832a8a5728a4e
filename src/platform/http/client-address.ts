import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Log } from '../../core/log.js';

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

/** Where a request comes from, as limits and records know it. */
export interface ClientAddress {
  /** Null where a proxy wrote what is no address. */
  readonly ipAddress: string | null;
  /** What limits count in place of an address. */
  readonly unreadableAddress?: string;
}

/** Finds the address of the client behind the proxies that are trusted. */
export class ClientAddresses {
  readonly #trusted: readonly Range[];
  #toldLog = false;

  /** @param trustedProxies as `parseTrustedProxies` reads them */
  constructor(
    private readonly deps: { log: Pick<Log, 'warn'> },
    trustedProxies: readonly string[],
  ) {
    this.#trusted = trustedProxies.map((range) => ipaddr.parseCIDR(range));
  }

  /**
   * The socket's other end, and only behind a trusted proxy the right-most address of `X-Forwarded-For` that no trusted
   * proxy has (RL-3). Whatever stands to the left of it the client may have written.
   *
   * Where that entry is no address, the client is not taken for the proxy, which every client would then share, nor is
   * what stands left of it believed. The text that the proxy wrote is counted instead, and kept nowhere.
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

  /** Whether the other end of a connection is a proxy that is trusted. */
  isTrusted(text: string): boolean {
    const address = readAddress(text);
    return address !== null && this.#trusts(address);
  }

  #trusts(address: Address): boolean {
    return this.#trusted.some(
      ([range, bits]) => range.kind() === address.kind() && address.match(range, bits),
    );
  }

  /** Says it once: a line for each request would fill the log. The text may be the client's, so it is left out. */
  #unreadable(entry: string, proxy: Address): ClientAddress {
    if (!this.#toldLog)
      this.deps.log.warn({ proxy: proxy.toString() }, 'X-Forwarded-For entry is unreadable');
    this.#toldLog = true;
    return { ipAddress: null, unreadableAddress: entry.slice(0, MAX_ENTRY) };
  }
}

const MAX_ENTRY = 256;

/** Without empty ones, which mean nothing in a list (RFC 9110 §5.6.1). */
function entriesOf(headers: readonly string[] = []): string[] {
  return headers
    .join(',')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

const ENTRY = /^(?:(?<ipv4>[\d.]+)|\[(?<ipv6>[^\]]+)\])(?::\d{1,5})?$/;

/** `203.0.113.9:54321`, `[2001:db8::1]:443` and quotes around either: proxies write an address in all of these forms. */
function readEntry(entry: string): Address | null {
  const text = /^"(.*)"$/.exec(entry)?.[1] ?? entry;
  const { ipv4, ipv6 } = ENTRY.exec(text)?.groups ?? {};
  const address = readAddress(ipv4 ?? ipv6 ?? text);
  // Brackets are for IPv6 alone.
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

/** One spelling for each address: IPv4 as IPv4 (RL-7), IPv6 compressed, without the zone, which is the client's text. */
function readAddress(text: string): Address | null {
  const address = parseAddress(text.split('%', 1)[0] ?? '');
  return address === null ? null : fold(address);
}

/** The four decimal parts alone for IPv4: `010.0.0.1` and `1` mean different addresses to different programs. */
function parseAddress(text: string): Address | null {
  const fits = ipaddr.IPv4.isValidFourPartDecimal(text) || (!text.includes('%') && ipaddr.IPv6.isValid(text));
  return fits ? ipaddr.parse(text) : null;
}

function fold(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
