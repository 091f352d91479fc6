import { leaderboard, type LeaderboardEntry } from '#core/backtest';
import { ForecastError } from '#core/errors';
import { itemLevel } from '#core/hierarchy';

import type { BacktestStore } from '../backtests/index.ts';
import type { GateEvidence } from './gate.ts';
import type { Manifest } from './manifest.ts';
import type { RegisteredVersion } from './model.ts';
import { referenceText } from './model-reference.ts';
import type { BacktestFinder } from './ports.ts';

/** Items of the forecast that latency is given for. */
const latencyItems = 50;

interface Sources {
  readonly backtests: Pick<BacktestStore, 'find' | 'results'>;
  readonly finder: BacktestFinder;
}

interface Question {
  readonly candidate: RegisteredVersion;
  readonly champion: RegisteredVersion | null;
  /** The stored backtest to look at; null = the newest that has the candidate. */
  readonly run: number | null;
}

/**
 * What is known of a version: the scores of a stored backtest that it took part in, else those that its manifest
 * records. The champion counts with its scores in the same run, or with ones its manifest records of the same data.
 * @throws ForecastError BACKTEST_NOT_FOUND for a run that does not exist, is not finished, or lacks the version.
 */
export async function gatherEvidence(
  question: Question,
  { backtests, finder }: Sources,
): Promise<GateEvidence> {
  const { candidate, champion } = question;
  const name = referenceText(candidate);
  const run = question.run ?? (await finder.newestRunOf(name));
  const entries = run === null ? null : await entriesOf(run, name, backtests);
  const { metrics } = candidate.manifest;
  const shared = {
    singleRunWape: ofItems(metrics.singleRun)?.wape ?? null,
    bytes: candidate.bytes,
  };
  if (entries === null) {
    const found = ofItems(metrics.backtest?.levels ?? []);
    return {
      ...shared,
      source: 'manifest',
      wape: found?.wape ?? null,
      fva: found?.fva ?? null,
      bias: found?.bias ?? null,
      coverage: found?.coverage ?? [],
      champion: champion && { version: champion.version, wape: recordedWape(champion, candidate) },
      latencyMs: null,
    };
  }
  const own = entries.find(({ model }) => model === name)!;
  const reigning = champion && entries.find(({ model }) => model === referenceText(champion));
  return {
    ...shared,
    source: `backtest ${run}`,
    wape: own.wape,
    fva: own.fva,
    bias: own.bias,
    coverage: own.coverage,
    champion: champion && { version: champion.version, wape: reigning?.wape ?? null },
    latencyMs: latencyOf(own),
  };
}

async function entriesOf(
  run: number,
  name: string,
  backtests: Sources['backtests'],
): Promise<readonly LeaderboardEntry[]> {
  const stored = await backtests.find(run);
  const entries = stored?.completedAt == null ? [] : leaderboard(await backtests.results(run));
  if (entries.some(({ model }) => model === name)) return entries;
  throw new ForecastError(
    'BACKTEST_NOT_FOUND',
    `No finished backtest ${run} has ${name} in it. Run \`forecastle backtest\` with it, or name another run.`,
    { run: String(run) },
  );
}

/** Thread milliseconds of fitting and forecasting 50 rows. */
function latencyOf({ seconds, windows, levels }: LeaderboardEntry): number | null {
  const rows = windows.length * levels.reduce((sum, { series }) => sum + series, 0);
  return rows === 0 ? null : (seconds * 1000 * latencyItems) / rows;
}

function ofItems<Scores extends { readonly level: string }>(levels: readonly Scores[]) {
  return levels.find(({ level }) => level === itemLevel.name) ?? null;
}

/** The WAPE that a manifest records; null where it was taken on other data than the candidate's. */
function recordedWape(champion: RegisteredVersion, candidate: RegisteredVersion): number | null {
  const [one, other] = [champion.manifest, candidate.manifest].map(windowsOf);
  if (one === null || one !== other) return null;
  return ofItems(champion.manifest.metrics.backtest?.levels ?? [])?.wape ?? null;
}

function windowsOf({ dataset, metrics: { backtest } }: Manifest): string | null {
  if (backtest === null) return null;
  const { datasetVersion, horizon, windows, stepSize } = backtest;
  return JSON.stringify([dataset.slug, datasetVersion, horizon, windows, stepSize]);
}
