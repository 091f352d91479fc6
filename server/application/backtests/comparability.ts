import { m5QuantileLevels } from '#core/evaluation';

import type { BacktestConfig, BacktestRun } from './backtest.ts';
import type { StoredWindow } from './ports.ts';

/** A finished run with the demand of its windows. */
export interface RunWithWindows {
  readonly run: BacktestRun;
  readonly windows: readonly StoredWindow[];
}

/** What stands in the way of comparing runs. */
export interface Comparability {
  /** Why their scores must not be compared; empty where they may. */
  readonly obstacles: readonly string[];
  /** What a reader of the comparison should know. */
  readonly notes: readonly string[];
  /** Levels that all of the runs scored. */
  readonly levels: readonly string[];
  /** Whether WRMSSE and WSPL mean the same in all of the runs. */
  readonly sameWeights: boolean;
  readonly sameLosses: boolean;
}

/**
 * Whether runs may be compared: they forecast the same demand, of the same items from the same cutoffs. Whatever else
 * differs between a run and the first one is noted. `dateOf` turns a period of the first run's dataset into a date.
 */
export function comparability(
  runs: readonly RunWithWindows[],
  dateOf: (period: number) => string,
): Comparability {
  const [first, ...others] = runs;
  if (first === undefined) throw new Error('a comparison is of two runs or more');
  const levels = first.run.config.levels.filter((level) =>
    others.every(({ run }) => run.config.levels.includes(level)),
  );
  const configs = runs.map(({ run }) => run.config);
  return {
    obstacles: others.flatMap((other) => obstaclesBetween(first, other, dateOf)),
    notes: others.flatMap((other) => notesBetween(first, other)),
    levels,
    sameWeights: configs.every(({ weights }) => weights === configs[0]!.weights),
    sameLosses: configs.every((config) => lossLevels(config) === lossLevels(configs[0]!)),
  };
}

function obstaclesBetween(
  first: RunWithWindows,
  other: RunWithWindows,
  dateOf: (period: number) => string,
): readonly string[] {
  const [own, its] = [first.run.config, other.run.config];
  const pair = (what: string, one: string | number, two: string | number) =>
    `${what}: ${one} in run ${first.run.id}, ${two} in run ${other.run.id}`;
  if (first.run.datasetId !== other.run.datasetId) {
    return [pair('dataset', own.dataset, its.dataset)];
  }
  const obstacles: string[] = [];
  if (own.horizon !== its.horizon) obstacles.push(pair('horizon', own.horizon, its.horizon));
  const cutoffs = (windows: readonly StoredWindow[]) => windows.map(({ cutoff }) => dateOf(cutoff));
  const [ownCutoffs, itsCutoffs] = [cutoffs(first.windows), cutoffs(other.windows)];
  if (ownCutoffs.join() !== itsCutoffs.join()) {
    obstacles.push(pair('cutoffs', spanOf(ownCutoffs), spanOf(itsCutoffs)));
  }
  if (own.missingValuePolicy !== its.missingValuePolicy) {
    obstacles.push(pair('unknown demand', own.missingValuePolicy, its.missingValuePolicy));
  }
  if (first.run.itemIds.join() !== other.run.itemIds.join()) {
    const [ids, known] = [first.run.itemIds, new Set(other.run.itemIds)];
    const shared = ids.filter((id) => known.has(id)).length;
    const counts = pair('items', ids.length, known.size);
    obstacles.push(`${counts}, ${shared} of them in both`);
  }
  if (obstacles.length > 0) return obstacles;
  const changed = first.windows.filter(
    (window, place) => !sameDemand(window, other.windows[place]!),
  );
  if (changed.length === 0) return [];
  const after = changed.map(({ cutoff }) => dateOf(cutoff)).join(', ');
  return [
    `demand: what was sold after ${after} was recorded otherwise for run ${other.run.id} than for run ${first.run.id}`,
  ];
}

function notesBetween({ run: first }: RunWithWindows, { run: other }: RunWithWindows): string[] {
  const [own, its] = [first.config, other.config];
  const notes: string[] = [];
  const note = (what: string, one: string, two: string) => {
    if (one !== two) notes.push(`${what}: ${one} in run ${first.id}, ${two} in run ${other.id}`);
  };
  note('dataset version', own.datasetVersion.slice(0, 12), its.datasetVersion.slice(0, 12));
  note('release', own.release, its.release);
  note('seed', String(own.seed), String(its.seed));
  note('input', inputOf(own), inputOf(its));
  note('new parameters', refitOf(own), refitOf(its));
  note('levels', own.levels.join(', '), its.levels.join(', '));
  note('weights, so that WRMSSE and WSPL are left out', own.weights, its.weights);
  note('quantile levels of WSPL, which is left out', lossLevels(own), lossLevels(its));
  return notes;
}

function spanOf(cutoffs: readonly string[]): string {
  return `${cutoffs.length} from ${cutoffs[0] ?? '-'} to ${cutoffs.at(-1) ?? '-'}`;
}

function inputOf({ inputSize }: BacktestConfig): string {
  return inputSize === null ? 'all history' : `the last ${inputSize} periods`;
}

function refitOf({ refit }: BacktestConfig): string {
  return refit === 1 ? 'every window' : `every ${refit} windows`;
}

/** The quantile levels that WSPL is the mean over. */
function lossLevels({ quantileLevels }: BacktestConfig): string {
  return m5QuantileLevels.every((level) => quantileLevels.includes(level))
    ? 'those of M5'
    : quantileLevels.join(' ');
}

function sameDemand({ demand: one }: StoredWindow, { demand: other }: StoredWindow): boolean {
  const equal = (left: Float64Array, right: Float64Array) =>
    left.length === right.length && left.every((value, item) => value === right[item]);
  return (
    equal(one.count, other.count) &&
    equal(one.actual, other.actual) &&
    equal(one.absoluteActual, other.absoluteActual)
  );
}
