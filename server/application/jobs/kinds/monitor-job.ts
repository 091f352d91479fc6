import { z } from 'zod';

import type { EvaluateAlerts } from '../../monitoring/index.ts';
import { parseInput } from '../../parse-input.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobResult } from '../job.ts';

const request = z.strictObject({ dataset: z.string().min(1).max(200) });

/** An evaluation of the alerts of a dataset and of those of the service, which no dataset has. */
export class MonitorJob implements JobKind {
  readonly name = 'monitor';
  readonly helpers = 0;
  readonly #evaluateAlerts: Pick<EvaluateAlerts, 'measure' | 'record'>;

  constructor(evaluateAlerts: Pick<EvaluateAlerts, 'measure' | 'record'>) {
    this.#evaluateAlerts = evaluateAlerts;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(asked: unknown): Promise<PreparedJob> {
    const input = parseInput(request, asked);
    return Promise.resolve({ dataset: input.dataset, input });
  }

  async run(input: unknown, { follow }: JobControl): Promise<JobResult> {
    const { dataset } = request.parse(input);
    follow(() => jobProgress({ stage: 'compute' }));
    const judgements = await this.#evaluateAlerts.measure();
    const concerned = judgements.filter(
      ({ topic }) => topic.dataset === dataset || topic.dataset === null,
    );
    const { raised, seenAgain, resolved } = await this.#evaluateAlerts.record(concerned);
    return {
      kind: 'alerts',
      raised: raised.length,
      seenAgain: seenAgain.length,
      resolved: resolved.length,
    };
  }
}
