import ipaddr from 'ipaddr.js';

export interface AddressRules {
  /** The address of this service. A request to its host could use what the service trusts about itself. */
  readonly publicUrl: string;
  /** Networks such as 10.0.0.0/8 that the operator allows although they are not public. */
  readonly allowedNetworks: readonly string[];
  readonly ports: readonly number[];
}

/** For addresses that users of the service type. */
export const WEB_PORTS: readonly number[] = [443, 8443];

export type AddressRefusal = 'not https' | 'credentials' | 'port' | 'own host' | 'not public';

/**
 * What can be said of an address before its host is resolved. The URL is parsed, so `2130706433`, `0x7f.1` and
 * `①②⑦.0.0.1` are 127.0.0.1 here.
 * @returns null if the address may be called as far as it is known
 */
export function refusalOf(url: URL, rules: AddressRules): AddressRefusal | null {
  if (url.protocol !== 'https:') return 'not https';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (!rules.ports.includes(Number(url.port || 443))) return 'port';
  if (hostOf(url) === hostOf(new URL(rules.publicUrl))) return 'own host';
  const host = hostOf(url);
  return ipaddr.isValid(host) && !isAllowed(host, rules) ? 'not public' : null;
}

/** @returns whether a request may go to this IP address: a public one, or one that the operator allows */
export function isAllowed(
  address: string,
  { allowedNetworks }: Pick<AddressRules, 'allowedNetworks'>,
): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address may come as ::ffff:10.0.0.1.
  const parsed = ipaddr.process(address);
  const isListed = allowedNetworks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network);
    return range.kind() === parsed.kind() && parsed.match([range, bits] as never);
  });
  return isListed || (parsed.range() === 'unicast' && !isOutsideGlobal(parsed));
}

/** IANA has assigned 2000::/3 alone. The rest has forms such as ::127.0.0.1 that some systems take as IPv4. */
function isOutsideGlobal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv6 && !address.match(ipaddr.IPv6.parseCIDR('2000::/3'));
}

/** Without the brackets of IPv6 and the dot at the end of a name that DNS ignores. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
