import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';

/**
 * Sends `chunks` as the data of a COPY ... FROM STDIN, no faster than the server takes them. Where `chunks` throws, the
 * COPY is ended with an error, so that the connection can roll back; where the server or the connection fails, the
 * source is closed. Either way the promise rejects only when the connection is at rest.
 */
export async function copyIn(
  client: PoolClient,
  sql: string,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  const stream = client.query(from(sql));
  const disconnected = Promise.withResolvers<never>();
  const refused = new Promise<never>((_resolve, reject) => stream.once('error', reject));
  const onEnd = (): void => {
    disconnected.reject(new Error('Connection terminated during COPY'));
  };
  client.once('end', onEnd);
  const state = { isBroken: false };
  const broken = Promise.race([refused, disconnected.promise]);
  broken.catch(() => {
    state.isBroken = true;
  });
  const send = (chunk: Buffer): Promise<void> =>
    new Promise((resolve) => {
      stream.write(chunk, () => {
        resolve();
      });
    });

  try {
    for await (const chunk of chunks) await Promise.race([send(chunk), broken]);
    await Promise.race([new Promise<void>((resolve) => stream.end(resolve)), broken]);
  } catch (error) {
    if (!state.isBroken) await abandon(error);
    throw error;
  } finally {
    client.removeListener('end', onEnd);
  }

  /** Tells the server that the data will not be completed, and waits for its answer. */
  async function abandon(reason: unknown): Promise<void> {
    const closed = new Promise<void>((resolve) => stream.once('close', resolve));
    stream.on('error', () => undefined);
    stream.destroy(reason instanceof Error ? reason : new Error('abandoned'));
    await Promise.race([closed, disconnected.promise]).catch(() => undefined);
  }
}
