import { isForecastError } from '#core/errors';
import { z } from 'zod';

import type { EvaluateAlerts } from '../../monitoring/index.ts';
import { parseInput } from '../../parse-input.ts';
import type { CheckAccuracy } from '../../realised-accuracy/index.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobResult } from '../job.ts';

interface MonitorJobPorts {
  readonly checkAccuracy: Pick<CheckAccuracy, 'execute'>;
  readonly evaluateAlerts: Pick<EvaluateAlerts, 'measure' | 'record'>;
}

const request = z.strictObject({ dataset: z.string().min(1).max(200) });

/**
 * Scores what was issued for a dataset, if demand has arrived since, then evaluates its alerts and those of the service, which no dataset
 * has.
 */
export class MonitorJob implements JobKind {
  readonly name = 'monitor';
  readonly helpers = 0;
  readonly #ports: MonitorJobPorts;

  constructor(ports: MonitorJobPorts) {
    this.#ports = ports;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(asked: unknown): Promise<PreparedJob> {
    const input = parseInput(request, asked);
    return Promise.resolve({ dataset: input.dataset, input });
  }

  async run(input: unknown, control: JobControl): Promise<JobResult> {
    const { dataset } = request.parse(input);
    // What cannot be scored must not keep the other alerts from being raised; the job fails all the same.
    const failure = await this.#score(dataset, control).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    control.signal.throwIfAborted();
    const result = await this.#evaluate(dataset);
    if (failure !== null) throw failure.error;
    return result;
  }

  async #score(dataset: string, { signal, follow }: JobControl): Promise<void> {
    let latest = jobProgress({ stage: 'score' });
    follow(() => latest);
    try {
      await this.#ports.checkAccuracy.execute(
        { dataset },
        {
          signal,
          onProgress: ({ stage, done, total, unit }) => {
            latest = jobProgress({ stage, done, total, unit });
          },
        },
      );
    } catch (error) {
      // Without demand nothing was issued.
      if (!isForecastError(error, 'NO_DATA_AS_OF')) throw error;
    }
  }

  async #evaluate(dataset: string): Promise<JobResult> {
    const { evaluateAlerts } = this.#ports;
    const judgements = await evaluateAlerts.measure();
    const concerned = judgements.filter(
      ({ topic }) => topic.dataset === dataset || topic.dataset === null,
    );
    const { raised, seenAgain, resolved } = await evaluateAlerts.record(concerned);
    return {
      kind: 'alerts',
      raised: raised.length,
      seenAgain: seenAgain.length,
      resolved: resolved.length,
    };
  }
}
