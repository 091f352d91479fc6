import type { ExportForecasts } from '../../forecast-exports/index.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';

/** A file with the forecasts of an issue: one worker; another attempt writes it anew. */
export class ExportJob implements JobKind {
  readonly name = 'export';
  readonly helpers = 0;
  readonly #exportForecasts: ExportForecasts;

  constructor(exportForecasts: ExportForecasts) {
    this.#exportForecasts = exportForecasts;
  }

  /** @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, FORECAST_ISSUE_NOT_FOUND. */
  async prepare(request: unknown): Promise<PreparedJob> {
    const input = await this.#exportForecasts.command(request);
    return { dataset: input.dataset, input };
  }

  async run(input: unknown, { signal, follow }: JobControl): Promise<JobResult> {
    let latest: JobProgress = jobProgress({ stage: 'read' });
    follow(() => latest);
    const { id } = await this.#exportForecasts.execute(input, {
      signal,
      onProgress: ({ stage, done, total, unit }) => {
        latest = jobProgress({ stage, done, total, unit });
      },
    });
    return { kind: 'forecast-export', export: id };
  }
}
