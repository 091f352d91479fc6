import { invariant } from '../errors/index.ts';
import type { CalendarTable, Rows } from './calendar-table.ts';
import { calendarTables } from './calendar-tables.ts';
import { type FeatureBlocks, allocateBlocks } from './feature-blocks.ts';
import { type FeatureData, requireAligned, type Sample } from './feature-data.ts';
import { featureConstants } from './feature-constants.ts';
import { demandChannels, type FeatureLayout } from './feature-layout.ts';
import type { SeasonMean } from './feature-spec.ts';
import type { FittedFeatures } from './fitted-features.ts';
import { HistorySummary } from './history-summary.ts';
import { readSeasonal, type Seasonal } from './seasonal-demand.ts';
import { categoryNumbers, groupLevels } from './series-constants.ts';
import { VisibleDemand } from './visible-demand.ts';
import { VisiblePrices } from './visible-prices.ts';

/**
 * The one feature function, over a panel: training asks it for many samples on the fly, serving for one cutoff of a short
 * history, and both get the same numbers to the bit. Demand after a sample's cutoff is never read. Made once per panel;
 * not for several threads at once.
 */
export class PanelFeatures {
  readonly layout: FeatureLayout;
  readonly horizon: number;
  readonly #fitted: FittedFeatures;
  readonly #data: FeatureData;
  readonly #calendars: readonly CalendarTable[];
  readonly #categories: Int32Array;
  readonly #groupLevels: Float64Array;
  readonly #demand: VisibleDemand;
  readonly #prices: VisiblePrices | null;
  readonly #summary: HistorySummary;
  /** Lags, then season means. */
  readonly #seasons: readonly SeasonMean[];
  readonly #seasonal: Seasonal = { mean: 0, knownShare: 0 };

  /** @param constants those of `fitted`, where they are there already */
  constructor(
    fitted: FittedFeatures,
    data: FeatureData,
    horizon: number,
    constants = featureConstants(fitted),
  ) {
    requireAligned(data);
    invariant(
      Number.isSafeInteger(horizon) && horizon >= 1,
      `a horizon of ${horizon} periods was asked for`,
    );
    const { spec } = fitted;
    this.layout = constants.layout;
    this.horizon = horizon;
    this.#fitted = fitted;
    this.#data = data;
    this.#calendars = calendarTables(fitted, constants.calendar, data.covariates);
    this.#categories = categoryNumbers(fitted, constants, data.covariates);
    this.#groupLevels = groupLevels(fitted, constants, data.covariates);
    this.#demand = new VisibleDemand(spec.inputSize);
    this.#prices = spec.price === null ? null : new VisiblePrices(spec.price, horizon);
    this.#summary = new HistorySummary(spec);
    this.#seasons = [...spec.lags.map((season) => ({ season, count: 1 })), ...spec.seasonMeans];
  }

  /** Room for the features of `samples` samples. */
  allocate(samples: number): FeatureBlocks {
    return allocateBlocks(this.#fitted, this.layout, samples, this.horizon);
  }

  /** The features of samples, in their order. Give blocks with room for them to use them again. */
  build(samples: readonly Sample[], into = this.allocate(samples.length)): FeatureBlocks {
    samples.forEach((sample, row) => {
      this.fill(sample, into, row);
    });
    return into;
  }

  /** Writes the features of a sample as number `row` of the blocks. */
  fill({ series, cutoff }: Sample, blocks: FeatureBlocks, row: number): void {
    const { panel, covariates } = this.#data;
    const demand = panel.series[series];
    invariant(demand !== undefined, `series ${series} was asked for of ${panel.series.length}`);
    const { price } = covariates.series[series]!;
    const { layout } = this;
    this.#demand.read(demand, price, this.#fitted.listing, cutoff);
    this.#prices?.read(price, cutoff, this.#groupLevels[series]!);
    const scale = this.#summary.write(this.#demand, blocks.summary, row * layout.summary.length);
    blocks.scale[row] = scale;
    const calendar = this.#calendars[series]!;
    this.#writePast(blocks.past, row, { calendar, cutoff, scale });
    this.#writeFuture(blocks.future, row, { calendar, cutoff, scale });
    const width = layout.categories.length;
    for (let index = 0; index < width; index += 1) {
      blocks.categories[row * width + index] = this.#categories[series * width + index]!;
    }
  }

  #writePast(into: Float32Array, row: number, sample: Scaled): void {
    const { lookback, pastCovariates, scale: scaling } = this.#fitted.spec;
    const { values, listed } = this.#demand;
    const stride = this.layout.past.length;
    const first = row * lookback * stride;
    for (let nth = 0; nth < lookback; nth += 1) {
      const at = first + nth * stride;
      const back = lookback - 1 - nth;
      const value = values[back]!;
      const isKnown = !Number.isNaN(value);
      into[at] = isKnown ? limited(value / sample.scale, scaling.limit) : 0;
      into[at + 1] = isKnown ? 1 : 0;
      into[at + 2] = listed[back]!;
    }
    if (!pastCovariates) return;
    const rows = { at: first + demandChannels.length, stride };
    this.#writeCovariates(sample, { ahead: 1 - lookback, count: lookback }, into, rows);
  }

  #writeFuture(into: Float32Array, row: number, sample: Scaled): void {
    const { horizon } = this;
    const stride = this.layout.future.length;
    const at = row * horizon * stride;
    this.#writeCovariates(sample, { ahead: 1, count: horizon }, into, { at, stride });
    let channel = stride - 2 * this.#seasons.length;
    for (const season of this.#seasons) {
      for (let nth = 0; nth < horizon; nth += 1) {
        const place = at + nth * stride + channel;
        if (nth >= season.season) {
          // The same place of the season again.
          const earlier = place - season.season * stride;
          into[place] = into[earlier]!;
          into[place + 1] = into[earlier + 1]!;
          continue;
        }
        readSeasonal(this.#demand.values, season, nth + 1, this.#seasonal);
        const { mean, knownShare } = this.#seasonal;
        into[place] = limited(mean / sample.scale, this.#fitted.spec.scale.limit);
        into[place + 1] = knownShare;
      }
      channel += 2;
    }
  }

  #writeCovariates(
    { calendar, cutoff }: Scaled,
    { ahead, count }: { readonly ahead: number; readonly count: number },
    into: Float32Array,
    rows: Rows,
  ): void {
    calendar.copyRows(cutoff + ahead, count, into, rows);
    const prices = { at: rows.at + calendar.width, stride: rows.stride };
    this.#prices?.copyRows(ahead, count, into, prices);
  }
}

interface Scaled {
  readonly calendar: CalendarTable;
  readonly cutoff: number;
  readonly scale: number;
}

function limited(value: number, limit: number): number {
  if (value > limit) return limit;
  return value < -limit ? -limit : value;
}
