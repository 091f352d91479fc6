import type { FeatureBlocks } from './feature-blocks.ts';
import type { FeatureData } from './feature-data.ts';
import type { FittedFeatures } from './fitted-features.ts';
import { PanelFeatures } from './panel-features.ts';

/** The features of every series of a panel, in its order, at one cutoff and over `horizon` periods behind it. */
export function featuresAt(
  fitted: FittedFeatures,
  data: FeatureData,
  { cutoff, horizon }: { readonly cutoff: number; readonly horizon: number },
): FeatureBlocks {
  const samples = data.panel.series.map((_, series) => ({ series, cutoff }));
  return new PanelFeatures(fitted, data, horizon).build(samples);
}
