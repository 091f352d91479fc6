/**
 * Forecast value added in points of WAPE: 100 * (WAPE of the baseline - WAPE of the forecast), usually over seasonal naive.
 * Positive: better than the baseline. Source: M. Gilliland, "The Business Forecasting Deal" (2010). null where a WAPE is.
 */
export function forecastValueAdded(wape: number | null, baseline: number | null): number | null {
  return wape === null || baseline === null ? null : 100 * (baseline - wape);
}
