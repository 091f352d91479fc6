import { z } from 'zod';

import type { ForecastIssue, RefreshForecasts } from '../../forecast-issues/index.ts';
import { parseInput } from '../../parse-input.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';
import { storedInput } from './stored-input.ts';

interface RefreshJobPorts {
  readonly refreshForecasts: RefreshForecasts;
  readonly store: { itemsDone(issue: number): Promise<number> };
  readonly now: () => Date;
}

interface RefreshJobSettings {
  readonly jobHelpers: number;
  /** A shard whose worker is silent for so long is another's. */
  readonly jobHeartbeatSeconds: number;
}

/** Forecasts of every item of a dataset, stored shard by shard: workers share the shards, and go on where one died. */
export class RefreshJob implements JobKind {
  readonly name = 'refresh';
  readonly #ports: RefreshJobPorts;
  readonly #settings: RefreshJobSettings;

  constructor(ports: RefreshJobPorts, settings: RefreshJobSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  get helpers(): number {
    return this.#settings.jobHelpers;
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED, MODEL_NOT_FOUND. */
  async prepare(request: unknown): Promise<PreparedJob> {
    const { refreshForecasts, now } = this.#ports;
    const given = parseInput(z.looseObject({}), request);
    // Data that are recorded while it waits must not make two attempts issue two things.
    const input = await refreshForecasts.command({ asOf: now(), ...given });
    return { dataset: input.dataset, input };
  }

  async run(input: unknown, control: JobControl): Promise<JobResult> {
    const issue = await this.#ports.refreshForecasts.execute(
      storedInput.parse(input),
      this.#shared(control, 'owner'),
    );
    return { kind: 'forecast-issue', issue: issue.id };
  }

  help(input: unknown, control: JobControl): Promise<void> {
    return this.#ports.refreshForecasts.help(
      storedInput.parse(input),
      this.#shared(control, 'helper'),
    );
  }

  #shared({ signal, holder, follow, used }: JobControl, role: 'owner' | 'helper') {
    const watch = { issue: null as ForecastIssue | null, start: null as Pace | null };
    follow(() => this.#progress(watch));
    return {
      signal,
      hold: { holder, seconds: this.#settings.jobHeartbeatSeconds },
      onIssue: (issue: ForecastIssue) => {
        watch.issue = issue;
        used({ valuesRead: 0, itemWindows: role === 'owner' ? issue.items : 0 });
      },
      onRead: (valuesRead: number) => {
        used({ valuesRead, itemWindows: 0 });
      },
    };
  }

  /** Read from what is stored, whoever computed that. */
  async #progress(watch: Watch): Promise<JobProgress> {
    const { issue } = watch;
    if (issue === null) return jobProgress({ stage: 'read' });
    const { store, now } = this.#ports;
    const done = await store.itemsDone(issue.id);
    const at = now().getTime();
    watch.start ??= { done, at };
    const { start } = watch;
    const perItem = (at - start.at) / 1000 / (done - start.done);
    const secondsLeft = done > start.done ? perItem * (issue.items - done) : null;
    return jobProgress({ stage: 'forecast', done, total: issue.items, unit: 'items', secondsLeft });
  }
}

interface Pace {
  readonly done: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What one attempt knows of its issue. */
interface Watch {
  readonly issue: ForecastIssue | null;
  start: Pace | null;
}
