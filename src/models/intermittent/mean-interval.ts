/** An item that is asked for less than twice a year tells no more. */
const longest = 182;

/**
 * Mean number of periods from one demand to the next, rounded (half to even) to 1 .. 182; 1 without demand. The periods
 * before the first demand count as an interval, unknown ones do not.
 */
export function meanInterval(values: Float64Array): number {
  let demands = 0;
  let elapsed = 0;
  let last = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    if (Number.isNaN(values[index]!)) continue;
    elapsed += 1;
    if (values[index]! <= 0) continue;
    demands += 1;
    last = elapsed;
  }
  if (demands === 0) return 1;
  const mean = last / demands;
  const below = Math.floor(mean);
  const rounded = mean - below === 0.5 ? below + (below % 2) : Math.round(mean);
  return Math.min(longest, rounded);
}
