import ipaddr from 'ipaddr.js';
import type { RequestMeta } from '../../core/viewer.js';

type Address = Pick<RequestMeta, 'ipAddress' | 'unreadableAddress'>;

/**
 * Requests without a readable address share one counter: an unlimited fallback would be the less safe error.
 */
const UNKNOWN = 'unknown';

/**
 * Names the counter of an address. IPv4 is counted by the whole address, also in its IPv6-mapped form. IPv6
 * is counted by its /64, the smallest block that a customer gets: otherwise each of its 2^64 addresses would
 * have a counter of its own (RL-7).
 */
export function addressKey({ ipAddress: ip, unreadableAddress }: Address): string {
  // The prefix is unlike any address, so clients that the proxy describes correctly are not blocked with
  // these.
  if (unreadableAddress !== undefined) return `unreadable:${unreadableAddress}`;
  if (ip === null || !ipaddr.isValid(ip)) return UNKNOWN;
  const address = ipaddr.process(ip);
  if (!(address instanceof ipaddr.IPv6)) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
