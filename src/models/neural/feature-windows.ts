import {
  type FeatureBlocks,
  type FeatureData,
  featureWidths,
  type FeatureWidths,
  type FittedFeatures,
  PanelFeatures,
  PanelTargets,
  type Sample,
  type TargetBlocks,
} from '../../features/index.ts';
import { invariant } from '../../errors/index.ts';
import type { Random } from '../../math/index.ts';
import type { Link } from './fill-window.ts';
import { fillFeatures } from './fill-features.ts';
import { fillTargets } from './fill-targets.ts';
import type { WindowBatch } from './window-batch.ts';
import { type SamplingSettings, windowCuts } from './window-cuts.ts';
import type { WindowSource } from './window-source.ts';

/** A fitted feature function with the panel that a training draws from: demand ends where the training may look no further. */
export interface TrainingFeatures {
  readonly fitted: FittedFeatures;
  readonly data: FeatureData;
}

/** How often a window is told less than is known, so that a network can answer where less is known. */
export interface ForgettingSettings {
  /** Share of windows whose planned prices are not told: the last price is carried on, as where nobody planned any. */
  readonly prices: number;
  /** Share of categories that are told as unknown. */
  readonly categories: number;
}

export interface FeatureWindowsOptions extends TrainingFeatures {
  readonly shape: WindowSource['shape'];
  readonly link: Link;
  readonly sampling: SamplingSettings;
  readonly forgets: ForgettingSettings;
}

/** Draws a series, each as likely as any other, then a cut in its recent past; the feature function fills the window on the fly. */
export class FeatureWindows implements WindowSource {
  readonly shape: WindowSource['shape'];
  readonly #options: FeatureWindowsOptions;
  readonly #widths: FeatureWidths;
  /** Places of the series that are long enough. */
  readonly #series: readonly number[];
  readonly #planned: PanelFeatures;
  readonly #unplanned: PanelFeatures;
  readonly #targets: PanelTargets;
  #room: { readonly blocks: FeatureBlocks; readonly targets: TargetBlocks } | null = null;

  constructor(options: FeatureWindowsOptions) {
    const { fitted, data, shape } = options;
    const { series } = data.panel;
    this.shape = shape;
    this.#options = options;
    this.#series = [...series.keys()].filter((place) => series[place]!.values.length >= 2);
    invariant(
      this.#series.length > 0,
      'a training needs at least one series of two values or more',
    );
    this.#planned = new PanelFeatures(fitted, data, shape.horizon);
    this.#unplanned = new PanelFeatures(withoutPlans(fitted), data, shape.horizon);
    this.#targets = new PanelTargets(fitted, data, shape.horizon);
    this.#widths = featureWidths(fitted);
  }

  sample(batch: WindowBatch, random: Random): void {
    const { link, forgets } = this.#options;
    const room = (this.#room ??= {
      blocks: this.#planned.allocate(1),
      targets: this.#targets.allocate(1),
    });
    for (let row = 0; row < batch.rows; row += 1) {
      const sample = this.#draw(random);
      const features = random.uniform() < forgets.prices ? this.#unplanned : this.#planned;
      features.fill(sample, room.blocks, 0);
      for (const [place] of room.blocks.categories.entries()) {
        if (random.uniform() < forgets.categories) room.blocks.categories[place] = 0;
      }
      fillFeatures(batch, row, { blocks: room.blocks, widths: this.#widths, at: 0 }, link);
      this.#targets.fill(sample, room.targets, 0);
      fillTargets(batch, row, room.targets, 0);
    }
  }

  #draw(random: Random): Sample {
    const series = this.#series[random.integer(this.#series.length)]!;
    const { start, values } = this.#options.data.panel.series[series]!;
    const { first, last } = windowCuts(values.length, this.shape.horizon, this.#options.sampling);
    const cut = first + random.integer(last - first + 1);
    return { series, cutoff: start + cut - 1 };
  }
}

function withoutPlans(fitted: FittedFeatures): FittedFeatures {
  const { spec } = fitted;
  if (spec.price === null) return fitted;
  return { ...fitted, spec: { ...spec, price: { ...spec.price, planned: 'ignored' } } };
}
