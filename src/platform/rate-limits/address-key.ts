import ipaddr from 'ipaddr.js';
import type { Origin } from '../../core/viewer.js';

type Address = Pick<Origin, 'ipAddress' | 'unreadableAddress'>;

/** Who cannot be told apart shares one counter: unlimited would be the wrong side to err on. */
const UNKNOWN = 'unknown';

/**
 * What is counted of an address: IPv4 whole, also where it is written as IPv6, and IPv6 by its /64, which is the
 * least that one customer is given: each of its 2^64 addresses would else bring a counter of its own (RL-7).
 */
export function addressKey({ ipAddress: ip, unreadableAddress }: Address): string {
  // Begins like no address: clients that a proxy describes otherwise are not locked out with them.
  if (unreadableAddress !== undefined) return `unreadable:${unreadableAddress}`;
  if (ip === null || !ipaddr.isValid(ip)) return UNKNOWN;
  const address = ipaddr.process(ip);
  if (!(address instanceof ipaddr.IPv6)) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
