import { z } from 'zod';

import type { CheckDrift } from '../../monitoring/index.ts';
import { parseInput } from '../../parse-input.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobResult } from '../job.ts';

interface DriftJobPorts {
  readonly checkDrift: Pick<CheckDrift, 'execute'>;
  readonly now: () => Date;
}

const request = z.strictObject({
  dataset: z.string().min(1).max(200),
  levels: z.array(z.string().min(1).max(200)).min(1).max(20).optional(),
});

/** The input as JSON keeps it. */
const storedInput = request.extend({
  asOf: z.iso.datetime().transform((text) => new Date(text)),
});

/** A check for drift by the end of the data. */
export class DriftJob implements JobKind {
  readonly name = 'drift';
  readonly helpers = 0;
  readonly #ports: DriftJobPorts;

  constructor(ports: DriftJobPorts) {
    this.#ports = ports;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(asked: unknown): Promise<PreparedJob> {
    const given = parseInput(request, asked);
    return Promise.resolve({
      dataset: given.dataset,
      input: { ...given, asOf: this.#ports.now() },
    });
  }

  async run(input: unknown, { signal, follow }: JobControl): Promise<JobResult> {
    let latest = jobProgress({ stage: 'read' });
    follow(() => latest);
    const { id } = await this.#ports.checkDrift.execute(storedInput.parse(input), {
      signal,
      onProgress: ({ stage, done, total, unit }) => {
        latest = jobProgress({ stage, done, total, unit });
      },
    });
    return { kind: 'drift-report', report: id };
  }
}
