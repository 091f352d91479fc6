import { expect, test } from 'vitest';

import { accountIn } from './account.ts';

const passwd = `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
postgres:x:101:104:PostgreSQL administrator:/var/lib/postgresql:/bin/bash
`;

test('prefers the account that is made for PostgreSQL', () => {
  expect(accountIn(passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
});

test('takes nobody where there is no such account', () => {
  const others = passwd.replaceAll(/^postgres.*\n/gm, '');
  expect(accountIn(others)).toEqual({ name: 'nobody', uid: 65534, gid: 65534 });
  expect(accountIn('')).toEqual({ name: 'nobody', uid: 65534, gid: 65534 });
});

test('passes over accounts with numbers that no system takes', () => {
  expect(accountIn('_postgres:*:216:216::/:/bin/sh\nnobody:*:-2:-2::/:/bin/sh')).toEqual({
    name: '_postgres',
    uid: 216,
    gid: 216,
  });
  expect(accountIn('nobody:*:-2:-2::/:/bin/sh').uid).toBe(65534);
});
