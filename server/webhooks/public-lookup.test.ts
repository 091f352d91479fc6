import type { LookupAddress } from 'node:dns';

import { expect, test } from 'vitest';

import { isPublic, PrivateAddress, publicLookup } from './public-lookup.ts';

const inside = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1'],
  ...['192.168.1.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:10.0.0.1'],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'nonsense', ''],
];

test.each(inside)('%s is no address of the internet', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['1.1.1.1', '93.184.215.14', '2606:4700::1111', '::ffff:1.1.1.1'])(
  '%s is an address of the internet',
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);

/** What a connection is given for the name `hook.example`, whose addresses these are. */
function lookedUp(addresses: LookupAddress[], all: boolean) {
  return new Promise((resolve, reject) => {
    const lookup = publicLookup((_host, _options, done) => {
      done(null, addresses);
    });
    lookup('hook.example', { all }, (error, found) => {
      if (error === null) resolve(found);
      else reject(error);
    });
  });
}

const away = { address: '1.1.1.1', family: 4 };
const home = { address: '10.0.0.1', family: 4 };

test('a connection is given the public addresses of a name alone, in either form', async () => {
  expect(await lookedUp([home, away], true)).toEqual([away]);
  expect(await lookedUp([home, away], false)).toBe('1.1.1.1');
});

test('a name without a public address is refused, also when it had one a moment ago', async () => {
  expect(await lookedUp([away], true)).toEqual([away]);
  await expect(lookedUp([home], true)).rejects.toThrow(PrivateAddress);
  await expect(lookedUp([], true)).rejects.toThrow(PrivateAddress);
});
