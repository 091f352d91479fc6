import type { SeriesForecast } from '#core/models';

import type { ForecastShape } from './forecast-shape.ts';
import type { Batch } from './resolve-batches.ts';
import type { Rung, ServedSeries } from './serve-ladder.ts';
import type { StoredForecast, StoredForecastReader } from './stored-forecast.ts';

interface StoredQuestion {
  readonly batch: Batch;
  readonly shape: ForecastShape;
  readonly rungs: readonly Rung[];
  /** Of the batch and the ladder now: whatever was issued from another basis is stale. */
  readonly basisHash: string;
}

/** What the store answers, item by item; null where the item must be computed. A stored answer is the computed one, bit for bit. */
export async function storedAnswers(
  reader: StoredForecastReader,
  { batch, shape, rungs, basisHash }: StoredQuestion,
): Promise<readonly (ServedSeries | null)[]> {
  const { dataset, items } = batch;
  const itemIds = items.map(({ id }) => id);
  const issue = await reader.find({ datasetId: dataset.id, basisHash, shape, itemIds });
  if (issue === null) return items.map(() => null);
  const requestedModel = rungs[0]?.model ?? '';
  const places = shape.quantileLevels.map((level) => issue.shape.quantileLevels.indexOf(level));
  return items.map(({ id }) => {
    const row = issue.forecasts.get(id);
    if (row === undefined || !answersFor(row, { issued: issue.shape, shape, rungs })) return null;
    const { servedModel, backend, isRepeatable, degradation } = row;
    return {
      forecast: cut(row.forecast, { from: issue.shape, horizon: shape.horizon, places }),
      degradation: degradation === null ? null : { ...degradation, requestedModel, servedModel },
      ...{ servedModel, backend, isRepeatable },
    };
  });
}

/**
 * Whether computing would give the same numbers. Levels do not depend on each other. Periods do: the errors of the past that a
 * classical model looks at depend on the horizon; a network always computes its whole horizon, of which requests get the first periods.
 */
function answersFor(
  { isRepeatable, degradation, servedModel }: StoredForecast,
  {
    issued,
    shape,
    rungs,
  }: {
    readonly issued: ForecastShape;
    readonly shape: ForecastShape;
    readonly rungs: readonly Rung[];
  },
): boolean {
  if (!isRepeatable) return false;
  if (issued.horizon === shape.horizon) return true;
  const served = rungs.find(({ model }) => model === servedModel)?.forecaster;
  return degradation === null && served?.scope === 'learned';
}

/** The first periods, and the quantiles at these places. */
function cut(
  { mean, median, quantiles }: SeriesForecast,
  {
    from,
    horizon,
    places,
  }: {
    readonly from: ForecastShape;
    readonly horizon: number;
    readonly places: readonly number[];
  },
): SeriesForecast {
  const wanted = new Float64Array(places.length * horizon);
  for (const [rank, place] of places.entries()) {
    const start = place * from.horizon;
    wanted.set(quantiles.subarray(start, start + horizon), rank * horizon);
  }
  return { mean: mean.slice(0, horizon), median: median.slice(0, horizon), quantiles: wanted };
}
