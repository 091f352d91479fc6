import { type Calendar, dateOf, periodOf } from '#core/calendar';

import { type Audit, type AuditCheckName, auditChecks, type AuditFinding } from './audit.ts';
import { spikeLevel } from './spikes.ts';

const mostExamples = 5;

/** What each check counts. */
const units = {
  duplicates: 'values',
  gaps: 'values',
  negatives: 'values',
  'non-numeric': 'rows',
  'unknown-items': 'items',
  'future-dates': 'values',
  spikes: 'values',
  'leading-zeros': 'items',
  'all-zero': 'items',
} satisfies Record<AuditCheckName, AuditFinding['unit']>;

/**
 * Gathers the audit of one ingestion while its values stream past. Holds at most 5 examples per check.
 *
 * - duplicates: periods of an item with several rows. gaps: unknown periods between an item's first and last known one.
 * - negatives: negative demands in the source. non-numeric: skipped rows with a cell that cannot be read.
 * - unknown-items: items that the dataset did not have. future-dates: known values of periods after the current one.
 * - spikes: see `spikeLevel`. leading-zeros: items whose first known values are 0 while a later one is not.
 * - all-zero: items whose known values are all 0.
 */
export class AuditBuilder {
  readonly #calendar: Calendar;
  readonly #currentPeriod: number;
  readonly #counts = new Map<AuditCheckName, number>();
  readonly #examples = new Map<AuditCheckName, string[]>();

  constructor(calendar: Calendar, now: Date) {
    this.#calendar = calendar;
    this.#currentPeriod = periodOf(calendar, now.toISOString().slice(0, 19));
  }

  /** Counts `count` cases; `example` is only built while examples are wanted. */
  found(check: AuditCheckName, count: number, example: () => string): void {
    if (count <= 0) return;
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + count);
    const examples = this.#examples.get(check) ?? [];
    if (examples.length >= mostExamples) return;
    examples.push(example());
    this.#examples.set(check, examples);
  }

  /** Looks at the demand of one item, `values[i]` at period `start + i`, NaN = unknown. */
  series(key: string, start: number, values: Float32Array): void {
    const first = values.findIndex((value) => !Number.isNaN(value));
    if (first < 0) return;
    const last = values.findLastIndex((value) => !Number.isNaN(value));
    this.#gaps(key, start, values.subarray(first, last + 1), first);
    this.#future(key, start, values);
    this.#zeros(key, start, values, first);
    this.#spikes(key, start, values);
  }

  build(): Audit {
    return {
      findings: auditChecks.map((check) => ({
        check,
        unit: units[check],
        count: this.#counts.get(check) ?? 0,
        examples: this.#examples.get(check) ?? [],
      })),
    };
  }

  #gaps(key: string, start: number, known: Float32Array, offset: number): void {
    let count = 0;
    let first = -1;
    for (let index = 0; index < known.length; index += 1) {
      if (!Number.isNaN(known[index])) continue;
      count += 1;
      if (first < 0) first = index;
    }
    this.found(
      'gaps',
      count,
      () => `${key}: ${count}, the first ${this.#date(start + offset + first)}`,
    );
  }

  #future(key: string, start: number, values: Float32Array): void {
    const from = Math.max(0, this.#currentPeriod + 1 - start);
    let count = 0;
    for (let index = from; index < values.length; index += 1) {
      if (!Number.isNaN(values[index])) count += 1;
    }
    this.found('future-dates', count, () => `${key}: ${count} from ${this.#date(start + from)}`);
  }

  #zeros(key: string, start: number, values: Float32Array, first: number): void {
    const positive = values.findIndex((value) => value > 0);
    if (positive < 0) {
      this.found('all-zero', 1, () => `${key}: from ${this.#date(start + first)}`);
      return;
    }
    if (values[first] !== 0) return;
    const periods = positive - first;
    this.found(
      'leading-zeros',
      1,
      () => `${key}: ${periods} up to ${this.#date(start + positive - 1)}`,
    );
  }

  #spikes(key: string, start: number, values: Float32Array): void {
    const level = spikeLevel(values);
    if (level === Infinity) return;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index]!;
      if (value > level) {
        this.found('spikes', 1, () => `${key}: ${value} on ${this.#date(start + index)}`);
      }
    }
  }

  #date(period: number): string {
    return dateOf(this.#calendar, period);
  }
}
