const firstSeconds = 10;
const growth = 4;
const longestSeconds = 6 * 3600;

/**
 * Seconds to wait after a failed attempt: 10, 40, 160 s and so on up to six hours, of which a random half is taken off, so that what
 * failed together does not come back together.
 * @param attempts failed so far, from 1
 * @param random from 0 to 1
 */
export function retryDelaySeconds(attempts: number, random: number): number {
  const whole = Math.min(longestSeconds, firstSeconds * growth ** (attempts - 1));
  return whole * (1 - random / 2);
}
