/**
 * The grids on which smoothing with a trend or a season looks for its weights: finer where demand reacts to them, which is
 * by ratio. Gamma is a share of 1 - alpha and beta one of alpha, so that every point is a valid model.
 */
export const alphas = Float64Array.of(
  ...[0.001, 0.005, 0.01, 0.02, 0.035, 0.06, 0.1, 0.16],
  ...[0.25, 0.35, 0.45, 0.55, 0.7, 0.85, 0.999],
);
export const gammaShares = Float64Array.of(0, 0.005, 0.015, 0.04, 0.1, 0.2, 0.4);
export const betaShares = Float64Array.of(0.0005, 0.004, 0.02, 0.06, 0.15, 0.4, 0.9);
export const dampings = Float64Array.of(0.8, 0.9, 0.95, 0.98);

/** Indices at which the search begins: what most retail items end near. */
export const usualAlpha = 4;
export const usualGamma = 1;
export const usualBeta = 1;
export const usualDamping = 1;
