import { dateOf } from '#core/calendar';
import { ForecastError, invariant } from '#core/errors';

import { type CatalogReader, type Dataset, datasetBySlug } from '../catalog/index.ts';
import type { ForecastIssue, IssuedRow, IssueReader } from '../forecast-issues/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress } from '../telemetry.ts';
import { type ExportCommand, exportCommand, exportRequest } from './export-command.ts';
import { exportFileName, type ForecastExport } from './forecast-export.ts';
import type { ExportedForecast, ExportFiles, ExportStore, ForecastFile } from './ports.ts';

interface ExportPorts {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly issues: IssueReader;
  readonly files: ExportFiles;
  readonly store: ExportStore;
  /** 32 random hex digits. */
  readonly newId: () => string;
  readonly now: () => Date;
}

interface ExportControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

const msPerHour = 3_600_000;
/** Nobody writes one file for longer: what was begun before is left from a process that died. */
const longestHours = 24;
/** For how long an expired export is still told from one that never was. */
const rememberedHours = 30 * 24;

/** Use case: write what an issue says to a file, in memory that does not grow with it. */
export class ExportForecasts {
  readonly #ports: ExportPorts;
  readonly #hours: number;

  constructor(ports: ExportPorts, { exportHours }: { readonly exportHours: number }) {
    this.#ports = ports;
    this.#hours = exportHours;
  }

  /**
   * What a request asks for, the issue chosen.
   * @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, FORECAST_ISSUE_NOT_FOUND.
   */
  async command(input: unknown): Promise<ExportCommand> {
    const { dataset, issue, format } = parseInput(exportRequest, input);
    const chosen =
      issue === undefined ? await this.#newestOf(dataset ?? '') : await this.#issue(issue);
    return { dataset: chosen.dataset, issue: chosen.id, format };
  }

  /**
   * Writes a file that is fetched by its name until it expires; removes those that have.
   * @param input what `command` answers
   * @throws ForecastError FORECAST_ISSUE_NOT_FOUND, FILE_UNREADABLE.
   */
  async execute(input: unknown, control: ExportControl): Promise<ForecastExport> {
    const { files, store, newId, now } = this.#ports;
    const { issue: id, format } = parseInput(exportCommand, input);
    await this.#sweep();
    const issue = await this.#issue(id);
    const name = exportFileName({ id: newId(), format });
    const dataset = await datasetBySlug(this.#ports.catalog, issue.dataset);
    const file = await files.create(name, shapeOf(issue, dataset, format));
    const written = await this.#write({ issue, dataset, file }, control);
    const createdAt = now();
    const made = {
      ...{ id: name.slice(0, name.indexOf('.')), issue: issue.id, format, ...written, createdAt },
      expiresAt: new Date(createdAt.getTime() + this.#hours * msPerHour),
    };
    await store.save(made);
    return made;
  }

  /**
   * Writes a file of the caller's.
   * @throws ForecastError as `execute`.
   */
  async writeTo(
    path: string,
    { issue: id, format }: ExportCommand,
    control: ExportControl,
  ): Promise<Pick<ForecastExport, 'rows' | 'bytes'>> {
    const issue = await this.#issue(id);
    const dataset = await datasetBySlug(this.#ports.catalog, issue.dataset);
    const file = this.#ports.files.createAt(path, shapeOf(issue, dataset, format));
    return this.#write({ issue, dataset, file }, control);
  }

  async #write(
    {
      issue,
      dataset,
      file,
    }: { readonly issue: ForecastIssue; readonly dataset: Dataset; readonly file: ForecastFile },
    { signal, onProgress }: ExportControl,
  ) {
    const { issues } = this.#ports;
    let done = 0;
    try {
      for (const { itemIds } of await issues.shards(issue.id)) {
        signal.throwIfAborted();
        const found = await issues.rows(issue.id, itemIds);
        await file.write(found.map(({ key, row }) => exported(key, row, issue, dataset)));
        done += found.length;
        onProgress({ stage: 'write', done, total: issue.items, unit: 'items' });
      }
      return { rows: done * issue.horizon, ...(await file.close()) };
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** What expired is gone for callers already; this gives its room back. */
  async #sweep(): Promise<void> {
    const { files, store, now } = this.#ports;
    const hoursAgo = (hours: number) => new Date(now().getTime() - hours * msPerHour);
    const expired = await store.expired(now());
    await files.sweep(expired.map(exportFileName), hoursAgo(longestHours));
    await store.forget(hoursAgo(rememberedHours));
  }

  /** In the order of the ids; null where there is none. */
  async exports(ids: readonly string[]): Promise<readonly (ForecastExport | null)[]> {
    const byId = new Map((await this.#ports.store.find(ids)).map((made) => [made.id, made]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async #issue(id: number): Promise<ForecastIssue> {
    const [issue] = await this.#ports.issues.issues([id]);
    if (issue !== undefined) return issue;
    throw new ForecastError(
      'FORECAST_ISSUE_NOT_FOUND',
      `There is no complete issue ${id} of forecasts. The query \`forecastIssues\` lists those that exist.`,
      { issue: String(id) },
    );
  }

  async #newestOf(slug: string): Promise<ForecastIssue> {
    const { id: datasetId } = await datasetBySlug(this.#ports.catalog, slug);
    const [issue] = await this.#ports.issues.page({ datasetId, before: null, limit: 1 });
    if (issue !== undefined) return issue;
    throw new ForecastError(
      'FORECAST_ISSUE_NOT_FOUND',
      `No forecasts of "${slug}" have been issued. \`forecastle refresh --dataset ${slug}\` issues them.`,
      { issue: slug },
    );
  }
}

function shapeOf(
  { quantileLevels }: ForecastIssue,
  { calendar }: Dataset,
  format: ExportCommand['format'],
) {
  return { format, quantileLevels, frequency: calendar.frequency };
}

function exported(
  key: string,
  { forecast, modelVersion }: IssuedRow,
  { horizon, cutoff, quantileLevels }: ForecastIssue,
  { calendar }: Dataset,
): ExportedForecast {
  const { mean, median, quantiles } = forecast;
  invariant(mean.length === horizon, 'a forecast has the horizon of its issue');
  return {
    ...{ key, mean, median, modelVersion },
    cutoff: dateOf(calendar, cutoff),
    dates: Array.from({ length: horizon }, (_, lead) => dateOf(calendar, cutoff + lead + 1)),
    quantiles: quantileLevels.map((_, rank) =>
      quantiles.subarray(rank * horizon, (rank + 1) * horizon),
    ),
  };
}
