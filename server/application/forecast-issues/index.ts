/** Forecasts of whole datasets that are computed and stored before anybody asks: refreshes, and what was said when. */
export type {
  ForecastIssue,
  IssuedForecast,
  IssuedRow,
  NewForecastIssue,
} from './forecast-issue.ts';
export { IssueCatalog } from './issue-catalog.ts';
export type {
  ForecastShard,
  IssuedQuery,
  IssueQuery,
  IssueReader,
  IssueStore,
  ShardHold,
} from './ports.ts';
export { type RefreshControl, RefreshForecasts } from './refresh-forecasts.ts';
