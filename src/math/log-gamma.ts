const shiftedTo = 10;

/**
 * Natural logarithm of the gamma function for x > 0: the recurrence up to x >= 10, then Stirling's series
 * (NIST Digital Library of Mathematical Functions 5.11.1). Absolute error below 1e-12 for x < 1e3.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < shiftedTo) {
    product *= shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) /
    shifted;
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI);
  return stirling + series - Math.log(product);
}
