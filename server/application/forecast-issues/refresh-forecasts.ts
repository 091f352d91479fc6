import { invariant } from '#core/errors';

import type { Item } from '../catalog/index.ts';
import {
  ComputeForecasts,
  type ComputePorts,
  ladderOf,
  refuseFallback,
  versionOf,
} from '../forecasts/index.ts';
import { pause } from '../pause.ts';
import type { OnProgress } from '../telemetry.ts';
import { untilDatabaseAnswers } from '../until-database-answers.ts';
import type { ForecastIssue, IssuedRow } from './forecast-issue.ts';
import {
  type PlanPorts,
  type PlanSettings,
  planRefresh,
  type RefreshPlan,
} from './plan-refresh.ts';
import type { ForecastShard, ShardHold } from './ports.ts';
import { parseRefreshCommand, type RefreshCommand, type RefreshLimits } from './refresh-command.ts';
import { untilRepeatable } from './until-repeatable.ts';

type RefreshPorts = ComputePorts & PlanPorts;

interface RefreshSettings extends RefreshLimits, PlanSettings {
  /** Whether another model answers where the requested one cannot; false makes that an error, but for short histories. */
  readonly fallback: boolean;
}

export interface RefreshControl {
  readonly signal: AbortSignal;
  /** For how long a shard is this attempt's own unless it says more. */
  readonly hold: ShardHold;
  /** Hears of the issue before anything is computed. */
  readonly onIssue?: (issue: ForecastIssue) => void;
  readonly onProgress?: OnProgress;
  /** Hears how many values of demand were read since it heard last. */
  readonly onRead?: (values: number) => void;
}

/** Shards under way at once: one is read while another is computed. */
const underWay = 2;
/** How often is looked for shards whose holder has died, while others hold all that are left. */
const lookAgainMs = 500;
/** What one model gets for one shard: nobody waits for it. */
const modelTimeoutSeconds = 3600;

/**
 * Use case: forecast every item of a dataset from the end of its data and store what was said. Shards of items are stored one by one,
 * each in one transaction: what was cut short goes on where it stopped, shared by all who work on it, and what is complete
 * is answered without computing.
 */
export class RefreshForecasts {
  readonly #ports: RefreshPorts;
  readonly #settings: RefreshSettings;
  readonly #compute: ComputeForecasts;

  constructor(ports: RefreshPorts, settings: RefreshSettings) {
    this.#ports = ports;
    this.#settings = settings;
    const { seed } = settings;
    this.#compute = new ComputeForecasts(ports, { seed, timeoutSeconds: modelTimeoutSeconds });
  }

  /**
   * What a request asks for, defaults filled in.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED, MODEL_NOT_FOUND.
   */
  async command(input: unknown): Promise<RefreshCommand> {
    const command = parseRefreshCommand(input, this.#settings);
    const { model } = command;
    if (model !== null) await ladderOf(model, 'requested', this.#ports.learned);
    return command;
  }

  /** @throws ForecastError as `command`, and DATASET_NOT_FOUND, NO_DATA_AS_OF, MODEL_NOT_FOUND, MODEL_UNAVAILABLE. */
  async execute(input: unknown, control: RefreshControl): Promise<ForecastIssue> {
    const plan = await this.#plan(input, control);
    if (plan.issue.issuedAt !== null) return plan.issue;
    await this.#traced(plan, () => this.#computeShards(plan, control, 'owner'));
    return this.#ports.store.complete(plan.issue.id);
  }

  /**
   * Forecasts shards of an issue that another process completes.
   * @throws ForecastError as `execute`.
   */
  async help(input: unknown, control: RefreshControl): Promise<void> {
    const plan = await this.#plan(input, control);
    if (plan.issue.issuedAt !== null) return;
    await this.#traced(plan, () => this.#computeShards(plan, control, 'helper'));
  }

  async #plan(input: unknown, { signal, onIssue }: RefreshControl): Promise<RefreshPlan> {
    const command = parseRefreshCommand(input, this.#settings);
    const plan = await planRefresh(command, signal, this.#ports, this.#settings);
    onIssue?.(plan.issue);
    return plan;
  }

  #traced(plan: RefreshPlan, work: () => Promise<void>): Promise<void> {
    const { issue } = plan;
    const facts = { 'forecast.issue': issue.id, 'forecast.items': issue.items };
    return this.#ports.tracer.span('forecast.refresh', facts, work);
  }

  /** Takes shards until none is left; the first failure ends all. */
  async #computeShards(
    plan: RefreshPlan,
    control: RefreshControl,
    role: 'owner' | 'helper',
  ): Promise<void> {
    const { store } = this.#ports;
    const { hold } = control;
    const failed = new AbortController();
    const signal = AbortSignal.any([control.signal, failed.signal]);
    const byId = new Map(plan.batch.items.map((item) => [item.id, item]));
    const renewal = setInterval(
      // A renewal that fails is followed by another; what is stored is fenced anyway.
      () => void store.renew(plan.issue.id, hold).catch(() => undefined),
      (hold.seconds * 1000) / 3,
    );
    const work = async () => {
      try {
        await this.#takeShards(plan, { ...control, signal, byId }, role);
      } catch (error) {
        failed.abort(error);
      }
    };
    try {
      await Promise.all(Array.from({ length: underWay }, work));
      // What was aborted first says why.
      signal.throwIfAborted();
    } finally {
      clearInterval(renewal);
      // What it leaves held would be waited for.
      const release = () => store.release(plan.issue.id, hold.holder);
      await untilDatabaseAnswers(release, control.signal);
    }
  }

  async #takeShards(
    plan: RefreshPlan,
    control: RefreshControl & { readonly byId: ReadonlyMap<number, Item> },
    role: 'owner' | 'helper',
  ): Promise<void> {
    const { store } = this.#ports;
    const { signal, hold, onProgress } = control;
    const { id, items: total } = plan.issue;
    for (;;) {
      signal.throwIfAborted();
      const taken = await store.take(id, hold);
      if (taken === 'all-done' || (taken === 'all-held' && role === 'helper')) return;
      if (taken === 'all-held') {
        await pause(lookAgainMs, signal);
        continue;
      }
      const rows = await this.#forecast(plan, taken, control);
      await store.save(id, { index: taken.index, holder: hold.holder }, rows);
      if (onProgress === undefined) continue;
      onProgress({ stage: 'forecast', done: await store.itemsDone(id), total, unit: 'items' });
    }
  }

  async #forecast(
    { batch, shape, rungs }: RefreshPlan,
    { itemIds }: ForecastShard,
    { signal, byId, onRead }: RefreshControl & { readonly byId: ReadonlyMap<number, Item> },
  ): Promise<readonly IssuedRow[]> {
    const items = itemIds.map((id) => {
      const item = byId.get(id);
      invariant(item, 'items of a dataset stay');
      return item;
    });
    const control = { signal, ...(onRead === undefined ? {} : { onRead }) };
    const served = await untilRepeatable(items, signal, (asked) =>
      this.#compute.execute({ ...batch, items: asked }, shape, rungs, control),
    );
    const { fallback, release } = this.#settings;
    if (!fallback) refuseFallback(served);
    return served.map((one, place): IssuedRow => ({
      ...one,
      itemId: itemIds[place]!,
      ...versionOf(one.servedModel, rungs, release),
    }));
  }
}
