import {
  comparedWape,
  type LeadSums,
  mergeLeadSums,
  noLeadSums,
  poolSums,
  type SummedScores,
} from '#core/backtest';
import { itemLevel } from '#core/hierarchy';

import type { BacktestStore } from '../backtests/index.ts';
import type { CatalogReader, Dataset } from '../catalog/index.ts';
import type { ForecastIssue, IssueReader } from '../forecast-issues/index.ts';
import type { Observation, ObservationSource } from '../monitoring/index.ts';
import { judgedIssues } from './judged-issues.ts';
import { itemScore } from './level-accuracies.ts';
import type { BaselineFinder, RealisedStore } from './ports.ts';
import { withIssues } from './scored-issue.ts';

interface ErrorPorts {
  readonly catalog: Pick<CatalogReader, 'datasets'>;
  readonly store: Pick<RealisedStore, 'latest'>;
  readonly issues: Pick<IssueReader, 'issues'>;
  readonly finder: BaselineFinder;
  readonly backtests: Pick<BacktestStore, 'results'>;
}

/** The intervals that are judged; all that there are where an issue has neither. */
const judgedIntervals = [0.8, 0.95];

/**
 * How wrong issued forecasts were, by the newest checks of each dataset. Nothing is scored anew, and where there are no checks, or
 * nothing was sold, there is nothing to say.
 */
export class RealisedErrors implements ObservationSource {
  readonly #ports: ErrorPorts;

  constructor(ports: ErrorPorts) {
    this.#ports = ports;
  }

  async observe(): Promise<readonly Observation[]> {
    const datasets = await this.#ports.catalog.datasets();
    return (await Promise.all(datasets.map((dataset) => this.#of(dataset)))).flat();
  }

  async #of(dataset: Dataset): Promise<readonly Observation[]> {
    const { store, issues } = this.#ports;
    const scored = await withIssues(await store.latest(dataset.id), issues);
    const judged = judgedIssues(scored, dataset.calendar);
    if (judged.length === 0) return [];
    const items = judged.map(({ check }) => itemScore(check));
    const leads = mergedLeads(items.map((score) => score.leads));
    if (leads.absoluteActual.every((demand) => demand === 0)) return [];
    const topic = { dataset: dataset.slug, subject: '' };
    const scores = poolSums(items);
    const { bias } = scores;
    const compared = await this.#compared(dataset, judged[0]!.issue, leads);
    return [
      ...(compared === null ? [] : [{ kind: 'ACCURACY' as const, ...topic, ...compared }]),
      ...(bias === null ? [] : [{ kind: 'BIAS' as const, ...topic, bias }]),
      ...intervalsOf(scores).map((interval) => ({
        ...{ kind: 'COVERAGE' as const, ...topic, ...interval },
      })),
    ];
  }

  /** Held against the newest backtest that the model of these issues took part in; null where there is none. */
  async #compared({ id }: Dataset, issue: ForecastIssue, realised: LeadSums) {
    const { finder, backtests } = this.#ports;
    const model = nameInBacktests(issue);
    const run = await finder.newestRunOn(id, model);
    if (run === null) return null;
    const windows = await backtests.results(run, [model]);
    const past = windows.flatMap(({ levels }) =>
      levels.flatMap(({ level, leads }) => (level === itemLevel.name ? [leads] : [])),
    );
    const compared = past.length === 0 ? null : comparedWape(realised, mergedLeads(past));
    return compared && { wape: compared.wape, baselineWape: compared.expected };
  }
}

/** Learned models take part by version, those of the release by name. */
function nameInBacktests({ model, modelVersion, artifactSha256 }: ForecastIssue): string {
  return artifactSha256 === null ? model : (modelVersion ?? model);
}

function mergedLeads(parts: readonly LeadSums[]): LeadSums {
  const sums = noLeadSums(parts[0]!.count.length);
  for (const part of parts) mergeLeadSums(sums, part);
  return sums;
}

/** With ties shared: closed intervals of counts hold more than they promise even where the forecast is perfect. */
function intervalsOf({ coverage }: SummedScores) {
  const wanted = coverage.filter(({ nominal }) => judgedIntervals.includes(nominal));
  return (wanted.length > 0 ? wanted : coverage).flatMap(({ nominal, shared }) =>
    shared === null ? [] : [{ nominal, coverage: shared }],
  );
}
