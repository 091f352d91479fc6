import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

/** An address that is refused because it is not one of the internet. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';

  constructor(host: string, address: string) {
    super(
      `${host} leads to ${address}, which is private, loopback, link-local or reserved; only ALERT_WEBHOOK_ALLOW_PRIVATE=true lets it be connected to`,
    );
  }
}

/** Whether an IP address is one of the public internet; an IPv4 address inside of an IPv6 one counts as itself. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Name resolution for one connection that knows public addresses alone. The addresses that are looked at are those that are
 * connected to, so that a name which changes in between gains nothing.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const [first, ...others] = addresses.filter(({ address }) => isPublic(address));
      if (first === undefined)
        done(new PrivateAddress(host, addresses[0]?.address ?? 'nowhere'), []);
      else if (options.all === true) done(null, [first, ...others]);
      else done(null, first.address, first.family);
    });
  };
}
