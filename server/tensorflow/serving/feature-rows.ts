import {
  type FeatureBlocks,
  featureConstants,
  featureDataOf,
  type FeatureInputs,
  type FittedFeatures,
  PanelFeatures,
} from '#core/features';

/** Makes the features of a model's rows on the thread that reads them; what is the same for all requests is made once. */
export class FeatureRows {
  readonly #fitted: FittedFeatures;
  readonly #horizon: number;
  readonly #constants: ReturnType<typeof featureConstants>;

  /** @param horizon that the model was trained for */
  constructor(fitted: FittedFeatures, horizon: number) {
    this.#fitted = fitted;
    this.#horizon = horizon;
    this.#constants = featureConstants(fitted);
  }

  /**
   * Rows of inputs that lie one after the other. What is returned makes the blocks of rows `from` .. `to` - 1 of all, each time in new
   * memory.
   */
  of(inputs: readonly FeatureInputs[]): (from: number, to: number) => FeatureBlocks {
    const samples = inputs.flatMap((one) => {
      const data = featureDataOf(this.#fitted, one);
      const features = new PanelFeatures(this.#fitted, data, this.#horizon, this.#constants);
      const { cutoff, attributes } = one;
      return attributes.map((_, series) => ({ features, sample: { series, cutoff } }));
    });
    return (from, to) => {
      const blocks = samples[from]!.features.allocate(to - from);
      for (const [row, { features, sample }] of samples.slice(from, to).entries()) {
        features.fill(sample, blocks, row);
      }
      return blocks;
    };
  }
}
