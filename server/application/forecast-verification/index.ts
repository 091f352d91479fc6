/** Whether a forecast is what this service computes from the data, the model and the settings that its provenance names. */
export type { ForecastDifference, ForecastDifferenceKind } from './differences.ts';
export type { ForecastUserError, ForecastUserErrorCode } from './forecast-user-error.ts';
export {
  type ForecastVerification,
  type VerificationResult,
  VerifyForecast,
} from './verify-forecast.ts';
