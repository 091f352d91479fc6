import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Account } from './account.ts';
import { canReach, canRead } from './reach.ts';

/** Owns nothing here and shares no group with anyone. */
const stranger: Account = { name: 'stranger', uid: 64_123, gid: 64_124 };
const me: Account = {
  name: 'me',
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-reach-'));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder that is closed to others stops a stranger, not its owner', async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  expect(await canReach(join(closed, 'inside'), stranger)).toBe(false);
  expect(await canReach(join(closed, 'deep', 'inside'), stranger)).toBe(false);
  expect(await canReach(join(closed, 'inside'), me)).toBe(true);
  expect(await canReach(closed, stranger)).toBe(true);
});

test('folders that do not exist yet stop nobody', async () => {
  expect(await canReach(join(folder, 'new', 'newer', 'newest'), stranger)).toBe(true);
});

test('reading needs the permission to read, and to enter a folder', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await chmod(file, 0o600);
  expect(await canRead(file, stranger)).toBe(false);
  expect(await canRead(file, me)).toBe(true);
  await chmod(file, 0o604);
  expect(await canRead(file, stranger)).toBe(true);
  const listable = join(folder, 'listable');
  await mkdir(listable);
  await chmod(listable, 0o754);
  expect(await canRead(listable, stranger)).toBe(false);
  await chmod(listable, 0o755);
  expect(await canRead(listable, stranger)).toBe(true);
});

test('the permissions of a group count for its members', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await chmod(file, 0o640);
  expect(await canRead(file, { ...stranger, gid: me.gid })).toBe(true);
  await chmod(file, 0o604);
  expect(await canRead(file, { ...stranger, gid: me.gid })).toBe(false);
});
