import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { freePort } from './free-port.ts';

test('keeps a port that is free and leaves one that is taken', async () => {
  const port = await freePort(null);
  expect(await freePort(port)).toBe(port);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve));
  const other = await freePort(port);
  expect(other).not.toBe(port);
  expect(other).toBeGreaterThan(0);
  await new Promise((resolve) => server.close(resolve));
});
