import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AddressRules, isAllowed, refusalOf } from './address-rules.js';
import { type Answer, type ExchangeLimits, exchange } from './exchange.js';
import { OutgoingError } from './outgoing-error.js';

/** Resolves a host to all of its addresses. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface PinnedSenderDeps {
  readonly rules: AddressRules;
  readonly limits: ExchangeLimits;
  /** By default, as the system does. */
  readonly resolve?: Resolve;
  /** Certificates of authorities to trust, instead of those of Node. */
  readonly ca?: string;
}

/**
 * Sends requests to addresses that users of the service type. Such an address must not lead into the network of the
 * service (server-side request forgery): the host is resolved once, each of its addresses is checked, and the
 * connection goes to the checked address. A host that resolves differently a moment later (DNS rebinding) gains
 * nothing, because nothing resolves it again.
 */
export class PinnedSender {
  constructor(private readonly deps: PinnedSenderDeps) {}

  /** @throws OutgoingError for a refused address and for any failure, a redirect included */
  async post(address: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Answer> {
    const url = new URL(address);
    const { rules, limits, ca } = this.deps;
    const refusal = refusalOf(url, rules);
    if (refusal !== null) throw new OutgoingError('address refused', url.host, { cause: refusal });
    const request = { url, method: 'POST', headers, body, lookup: this.#lookup };
    return exchange({ ...request, ...(ca === undefined ? {} : { ca }) }, limits);
  }

  /** One refused address refuses the host: the others would only be reached if this one happens to fail. */
  readonly #lookup: LookupFunction = (host, options, done) => {
    const { rules, resolve = systemLookup as Resolve } = this.deps;
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isAllowed(address, rules)))
        return done(new OutgoingError('address refused', host, { cause: 'not public' }), []);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
