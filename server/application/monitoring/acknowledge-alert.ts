import { z } from 'zod';

import { type Alert, stateOf } from './alert.ts';
import { alertErrorsOf, type AlertUserError } from './alert-user-error.ts';
import type { AlertStore } from './ports.ts';

const text = (shortest: number, longest: number) =>
  z
    .string()
    .trim()
    .min(shortest, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((value) => !value.includes('\0'), 'must not hold the character 0');

/** What `AcknowledgeAlert` takes. */
const acknowledgeCommand = z.strictObject({
  alert: z.int().min(1).max(2_147_483_647),
  /** Who takes it up. */
  actor: text(1, 200),
  note: text(0, 2000).default(''),
});

/** The alert as it is now, or why it was not acknowledged. */
export interface AcknowledgeResult {
  readonly alert: Alert | null;
  readonly userErrors: readonly AlertUserError[];
}

/** Use case: say that somebody has taken an alert up. The first one to say so stays; saying it again changes nothing. */
export class AcknowledgeAlert {
  readonly #store: AlertStore;
  readonly #now: () => Date;

  constructor(store: AlertStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** @param input what `acknowledgeCommand` takes */
  async execute(input: unknown): Promise<AcknowledgeResult> {
    const parsed = acknowledgeCommand.safeParse(input);
    if (!parsed.success) return { alert: null, userErrors: alertErrorsOf(parsed.error.issues) };
    const { alert: id, actor, note } = parsed.data;
    const alert = await this.#store.acknowledge(id, { by: actor, at: this.#now(), note });
    if (alert === null) {
      return refused('ALERT_NOT_FOUND', `There is no alert ${id}. \`alerts\` lists them.`);
    }
    if (stateOf(alert) === 'RESOLVED' && alert.acknowledgement === null) {
      const since = alert.resolvedAt!.toISOString();
      return refused(
        'ALERT_RESOLVED',
        `Alert ${id} was resolved at ${since}, so there is nothing to take up.`,
      );
    }
    return { alert, userErrors: [] };
  }
}

function refused(code: AlertUserError['code'], message: string): AcknowledgeResult {
  return { alert: null, userErrors: [{ code, field: ['alert'], message }] };
}
