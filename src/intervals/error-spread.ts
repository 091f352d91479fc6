/** Share of the mean demand that counts towards the spread whatever the forecast: no forecast is sure of itself. */
const constantShare = 0.5;

/**
 * What forecasts of this size are expected to miss by, up to a factor that is the same for the whole series: the square
 * root of the forecast, as for counts, over a floor of half of the mean demand. 0 only where there never was demand.
 * Moves with the unit of demand as its square root, so that quantiles move with the unit.
 */
export function errorSpread(forecast: number, meanDemand: number): number {
  return Math.sqrt(Math.max(0, forecast) + constantShare * meanDemand);
}
