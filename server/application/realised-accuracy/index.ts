/** How good forecasts were that were issued, now that demand has arrived: checks, what is kept of them, and what alerts hear of them. */
export { CheckAccuracy } from './check-accuracy.ts';
export { ListRealised } from './list-realised.ts';
export type { BaselineFinder, RealisedStore } from './ports.ts';
export {
  degradedShare,
  itemScore,
  type LevelAccuracy,
  levelAccuracies,
  realisedPeriods,
} from './level-accuracies.ts';
export type { NewRealisedCheck, RealisedCheck } from './realised-check.ts';
export { RealisedErrors } from './realised-errors.ts';
export type { ScoredIssue } from './scored-issue.ts';
