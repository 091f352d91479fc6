import { createServer } from 'node:net';

/** Binds `port` of 127.0.0.1 for a moment (0 = any free one); resolves to the port, or null where it is taken. */
function probe(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(address === null || typeof address === 'string' ? null : address.port);
      });
    });
  });
}

/** `preferred` where it is free on 127.0.0.1, else any free port. */
export async function freePort(preferred: number | null): Promise<number> {
  const kept = preferred === null ? null : await probe(preferred);
  const port = kept ?? (await probe(0));
  if (port === null) throw new Error('No TCP port of 127.0.0.1 is free.');
  return port;
}
