import pg from 'pg';

const firstRetryMs = 250;
const longestRetryMs = 10_000;

interface ListenerParts {
  readonly url: string;
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  /** Whenever the connection is there, for the first time or again: what was announced meanwhile must be looked up. */
  readonly onListening: () => void;
}

/** LISTEN on one channel over one connection, which is made anew with growing pauses when it is lost. */
export class ChannelListener {
  readonly #parts: ListenerParts;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #retryMs = firstRetryMs;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /** Opens the connection unless it is open. */
  open(): void {
    if (this.#client === null && this.#retry === null) this.#connect();
  }

  /** Ends the connection; it may be opened again. */
  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    await this.#disconnect();
  }

  #connect(): void {
    const { url, channel, onPayload, onListening } = this.#parts;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'forecastle feed',
      keepAlive: true,
    });
    this.#client = client;
    const lost = () => {
      this.#reconnect(client);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      onPayload(payload ?? '');
    });
    client
      .connect()
      .then(() => client.query(`listen ${channel}`))
      .then(() => {
        this.#retryMs = firstRetryMs;
        if (this.#client === client) onListening();
      })
      .catch(lost);
  }

  #reconnect(client: pg.Client): void {
    if (this.#client !== client) return;
    void this.#disconnect();
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    // A connection that is broken already has nothing to say on being closed.
    await client?.end().catch(() => undefined);
  }
}
