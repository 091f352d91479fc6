import { featureWidths, PanelFeatures, PanelTargets } from '../../features/index.ts';
import { sliceSeries } from '../../series/index.ts';
import { featureBatch } from './feature-batch.ts';
import type { TrainingFeatures } from './feature-windows.ts';
import type { Link } from './fill-window.ts';
import { fillTargets } from './fill-targets.ts';
import type { BatchShape, WindowBatch } from './window-batch.ts';

/** A panel without its last periods, and the windows whose targets those are. */
export interface HeldOutFeatures {
  readonly training: TrainingFeatures;
  /** One batch per origin, the earliest first. */
  readonly origins: readonly WindowBatch[];
}

/** Series of an origin that are scored at the most: evenly spread over the panel. */
const mostRows = 1024;

/** Holds out the last `origins` horizons before the end of the panel's demand. */
export function holdOutFeatures(
  given: TrainingFeatures,
  shape: Omit<BatchShape, 'rows'>,
  link: Link,
  origins: number,
): HeldOutFeatures {
  const { fitted, data } = given;
  const { series } = data.panel;
  const end = series.reduce((most, { start, values }) => Math.max(most, start + values.length), 0);
  const upTo = (cutoff: number) => series.map((one) => sliceSeries(one, one.start, cutoff));
  const cutoffs = Array.from(
    { length: origins },
    (_, index) => end - 1 - (origins - index) * shape.horizon,
  );
  const features = new PanelFeatures(fitted, data, shape.horizon);
  const targets = new PanelTargets(fitted, data, shape.horizon);
  const widths = featureWidths(fitted);
  const stride = Math.max(1, Math.ceil(series.length / mostRows));
  const batches = cutoffs.map((cutoff) => {
    const samples = [...series.keys()]
      .filter((place) => place % stride === 0 && series[place]!.start <= cutoff)
      .map((place) => ({ series: place, cutoff }));
    const blocks = features.build(samples);
    const rows = samples.length;
    const batch = featureBatch({ blocks, widths, first: 0 }, { ...shape, rows }, link);
    const room = targets.allocate(1);
    for (const [row, sample] of samples.entries()) {
      targets.fill(sample, room, 0);
      fillTargets(batch, row, room, 0);
    }
    return batch;
  });
  const training = origins === 0 ? series : upTo(cutoffs[0]!);
  return {
    training: { fitted, data: { ...data, panel: { ...data.panel, series: training } } },
    origins: batches,
  };
}
