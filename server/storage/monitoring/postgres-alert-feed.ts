import type { Alert, AlertFeed, AlertStore } from '../../application/monitoring/index.ts';
import { ChannelListener } from '../channel-listener.ts';
import { NewestValues } from './newest-values.ts';
import { raisedChannel } from './raised-channel.ts';

/** Alerts that wait for one follower, and that one look finds. */
const most = 100;

interface FeedParts {
  readonly url: string;
  readonly store: Pick<AlertStore, 'alerts'>;
}

interface Follower {
  readonly dataset: string | null;
  readonly alerts: NewestValues<Alert>;
  /** Only later alerts are news; null until it is known which they are. */
  seen: number | null;
}

/**
 * News of alerts by LISTEN on one connection, opened while somebody follows. A notification, a new follower and a connection that is back
 * all lead to one look at the newest alerts, by which each follower gets what it has not seen: nothing is missed or told twice.
 */
export class PostgresAlertFeed implements AlertFeed, AsyncDisposable {
  readonly #store: FeedParts['store'];
  readonly #followers = new Set<Follower>();
  readonly #listener: ChannelListener;
  #look: { again: boolean } | null = null;

  constructor({ url, store }: FeedParts) {
    this.#store = store;
    const look = () => void this.#lookAgain();
    this.#listener = new ChannelListener({
      ...{ url, channel: raisedChannel },
      onPayload: look,
      onListening: look,
    });
  }

  follow(dataset: string | null, signal: AbortSignal): AsyncIterableIterator<Alert> {
    const follower = { dataset, alerts: new NewestValues<Alert>(most, signal), seen: null };
    const alerts = this.#alerts(follower);
    return {
      next: () => alerts.next(),
      // A generator that waits would hear of it with the next alert only.
      return: () => {
        follower.alerts.end();
        return alerts.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { alerts } of this.#followers) alerts.end();
    await this.#listener.close();
  }

  async *#alerts(follower: Follower): AsyncGenerator<Alert, void, undefined> {
    this.#followers.add(follower);
    this.#listener.open();
    try {
      void this.#lookAgain();
      yield* follower.alerts;
    } finally {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) void this.#listener.close();
    }
  }

  /** One look at a time; what happens meanwhile is looked at once more behind it. */
  async #lookAgain(): Promise<void> {
    if (this.#look !== null) {
      this.#look.again = true;
      return;
    }
    const look = { again: true };
    this.#look = look;
    while (look.again) {
      look.again = false;
      await this.#lookOnce();
    }
    this.#look = null;
  }

  async #lookOnce(): Promise<void> {
    const followers = [...this.#followers];
    const query = { dataset: null, kind: null, states: null, before: null, limit: most };
    // Where the database is away, the connection of the feed is as well: there is a look when it is back.
    const newestFirst = await this.#store.alerts(query).catch(() => null);
    if (newestFirst === null) return;
    const newest = newestFirst[0]?.id ?? 0;
    for (const follower of followers) {
      const seen = follower.seen ?? newest;
      follower.seen = newest;
      for (const alert of newestFirst.toReversed()) {
        const concerns = follower.dataset === null || follower.dataset === alert.dataset;
        if (alert.id > seen && concerns) follower.alerts.put(alert);
      }
    }
  }
}
