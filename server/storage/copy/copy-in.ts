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
  // Set at once, where the promise would tell only later: a broken stream must not be written to.
  const state: { failure: Error | null } = { failure: null };
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  const fail = (error: Error): void => {
    state.failure ??= error;
    reject(error);
  };
  const onEnd = (): void => {
    fail(new Error('Connection terminated during COPY'));
  };
  stream.on('error', fail);
  client.once('end', onEnd);
  const send = (chunk: Buffer): Promise<void> =>
    new Promise((resolve, fail) => {
      if (state.failure !== null) fail(state.failure);
      else
        stream.write(chunk, () => {
          resolve();
        });
    });

  try {
    for await (const chunk of chunks) await Promise.race([send(chunk), broken]);
    if (state.failure === null) {
      await Promise.race([new Promise<void>((resolve) => stream.end(resolve)), broken]);
    }
  } catch (error) {
    if (state.failure !== null) throw state.failure;
    await abandon(error);
    throw error;
  } finally {
    client.removeListener('end', onEnd);
  }

  /** Tells the server that the data will not be completed, and waits for its answer. */
  async function abandon(reason: unknown): Promise<void> {
    const closed = new Promise<void>((resolve) => stream.once('close', resolve));
    stream.destroy(reason instanceof Error ? reason : new Error('abandoned'));
    await Promise.race([closed, broken]).catch(() => undefined);
  }
}
