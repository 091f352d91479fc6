import type {
  AttemptFailure,
  DeliveryQuery,
  WebhookDelivery,
  WebhookOutbox,
} from '../../application/webhooks/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { deliveryColumns, deliveryFromRow } from './delivery-rows.ts';

/**
 * Deliveries in PostgreSQL. Attempts are numbered: only who began the last one records how it ended. Of one alert the event that came first
 * goes first.
 */
export class PostgresWebhookOutbox implements WebhookOutbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async claim(at: Date, until: Date): Promise<WebhookDelivery | null> {
    const [row] = await this.#query(
      'claim of a webhook',
      `update webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = $2
       where d.id = (
         select w.id from webhook_delivery w
         where w.status = 'pending' and w.next_attempt_at <= $1
           and not exists (select from webhook_delivery e
                           where e.alert_id = w.alert_id and e.id < w.id and e.status = 'pending')
         order by w.next_attempt_at, w.id limit 1 for update skip locked)
       returning ${deliveryColumns}`,
      [at, until],
    );
    return row === undefined ? null : deliveryFromRow(row);
  }

  async delivered({ id, attempts }: WebhookDelivery, at: Date): Promise<boolean> {
    const rows = await this.#query(
      'end of a webhook',
      `update webhook_delivery set status = 'delivered', finished_at = $3, last_error = null
       where id = $1 and attempts = $2 and status = 'pending' returning id`,
      [id, attempts, at],
    );
    return rows.length === 1;
  }

  async failed(
    { id, attempts }: WebhookDelivery,
    { error, retryAt }: AttemptFailure,
    at: Date,
  ): Promise<boolean> {
    const rows = await this.#query(
      'end of a webhook',
      `update webhook_delivery set last_error = $3, next_attempt_at = coalesce($4, next_attempt_at),
         status = case when $4::timestamptz is null then 'dead' else status end,
         finished_at = case when $4::timestamptz is null then $5::timestamptz end
       where id = $1 and attempts = $2 and status = 'pending' returning id`,
      [id, attempts, error, retryAt, at],
    );
    return rows.length === 1;
  }

  async list({ status, limit }: DeliveryQuery): Promise<readonly WebhookDelivery[]> {
    const rows = await this.#query(
      'webhooks',
      `select ${deliveryColumns} from webhook_delivery d
       where ($1::text is null or d.status = $1) order by d.id desc limit $2`,
      [status, limit],
    );
    return rows.map(deliveryFromRow);
  }

  async revive(id: number, at: Date): Promise<boolean> {
    const rows = await this.#query(
      'revival of a webhook',
      `update webhook_delivery set status = 'pending', attempts = 0, next_attempt_at = $2, finished_at = null
       where id = $1 and status = 'dead' returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  #query(operation: string, text: string, values: readonly unknown[]): Promise<readonly object[]> {
    return translatingErrors(operation, async () => {
      const { rows } = await this.#database.pool.query<object>(text, [...values]);
      return rows;
    });
  }
}
