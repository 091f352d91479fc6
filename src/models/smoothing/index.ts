/** Exponential smoothing: levels, trends, seasons, and the theta family. */
export { dynamicTheta } from './dynamic-theta.ts';
export { dampedTrend, holt } from './linear-trend.ts';
export { etsAnm } from './multiplicative-season.ts';
export { optimisedSmoothing } from './optimised-smoothing.ts';
export { profileSmoothing } from './profile-smoothing.ts';
export { scoredFit, type ScoredMethod } from './scored-method.ts';
export { etsAaa, etsAada, etsAna } from './seasonal-smoothing.ts';
export { optimisedTheta, theta, thetaWithoutSeason } from './static-theta.ts';
export { trendLine } from './trend-line.ts';
