/**
 * A gamma variate with the given shape (> 0) and scale 1. Source: G. Marsaglia and W. W. Tsang, "A simple
 * method for generating gamma variables", ACM Transactions on Mathematical Software 26 (2000);
 * shapes below 1 are boosted by u^(1/shape) as in section 6 there.
 */
export function sampleGamma(shape: number, uniform: () => number, normal: () => number): number {
  if (shape < 1) {
    const boost = Math.pow(1 - uniform(), 1 / shape);
    return sampleGamma(shape + 1, uniform, normal) * boost;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
