import type { BacktestStore } from '../application/backtests/index.ts';
import type { CatalogReader, SeriesReader } from '../application/catalog/index.ts';
import type { IssueReader } from '../application/forecast-issues/index.ts';
import {
  type BaselineFinder,
  CheckAccuracy,
  ListRealised,
  RealisedErrors,
} from '../application/realised-accuracy/index.ts';
import type { Tracer } from '../application/telemetry.ts';
import type { Config } from '../config/index.ts';
import { sha256OfText } from '../files/index.ts';
import { type Database, PostgresRealisedStore } from '../storage/index.ts';

interface AccuracyParts {
  readonly database: Database;
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly issues: IssueReader;
  readonly backtests: BacktestStore;
  readonly finder: BaselineFinder;
  readonly tracer: Tracer;
  readonly now: () => Date;
  readonly release: string;
}

/** The use cases of realised accuracy, and what alerts hear of it. */
export function wireRealisedAccuracy(parts: AccuracyParts, config: Config) {
  const { database, catalog, series, issues, backtests, finder, tracer, now, release } = parts;
  const store = new PostgresRealisedStore(database);
  return {
    checkAccuracy: new CheckAccuracy(
      { ...{ catalog, series, issues, store, tracer, now, release }, sha256: sha256OfText },
      config,
    ),
    listRealised: new ListRealised({ store, issues }, config),
    realisedErrors: new RealisedErrors({ catalog, store, issues, finder, backtests }),
  };
}
