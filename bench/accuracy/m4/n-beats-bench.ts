import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  forecastEnsemble,
  openTensorflow,
  type TrainedMember,
  trainMembers,
} from '../../../server/tensorflow/index.ts';
import type { Bench, BenchContext } from '../../bench.ts';
import { nBeatsMembers } from './n-beats-members.ts';
import { readPublished } from './published-scores.ts';
import { type M4Score, scoreForecasts } from './score-forecasts.ts';
import { type M4Group, m4Groups, type M4Series, readM4 } from './series.ts';

const winner = { name: '118', label: 'winner of the competition' } as const;

/** The winner of the competition and the best entry of each group. */
const entries = {
  Weekly: [winner, { name: '235', label: 'lowest of 59 methods' }],
  Hourly: [winner, { name: '238', label: 'lowest of 59 methods' }],
} as const;

/** Windows at the ends of the known series on which the members were chosen. */
const heldOutOrigins = 3;

/** Members that train at once. A member's bytes do not depend on it. */
const parallel = availableParallelism();

/** WebAssembly, so that everybody gets the same bytes. */
const tensorflow = { backend: 'wasm', nativeDirectory: '' } as const;

/** Trains N-BEATS ensembles and scores them, on the windows that they were chosen on and on the competition's test part. */
export const nBeatsBench: Bench = {
  name: 'accuracy-m4-nbeats',
  title: 'M4, weekly and hourly: N-BEATS trained here, against the published scores',
  document: 'accuracy',
  onlyByName: true,
  run: async (context) => {
    await openTensorflow(tensorflow);
    const groups = await readGroups(context);
    if (groups === null) return null;
    const tests: string[][] = [];
    for (const { group, series } of groups) tests.push(await testRow(group, series, context));
    const rows: string[][] = [];
    for (const [index, { group, series }] of groups.entries()) {
      rows.push(await heldOutRow(group, series, context), tests[index]!);
      const published = await readPublished(group, context.log);
      for (const { name, label } of entries[group.name]) {
        const entry = published.get(name);
        rows.push([`${group.name}, test: ${label}`, '', '', entry?.smape ?? '', entry?.mase ?? '']);
      }
    }
    return {
      columns: ['forecasts', 'members', 'sMAPE of one member', 'sMAPE', 'MASE'],
      rows,
    };
  },
};

async function readGroups({
  log,
}: BenchContext): Promise<
  readonly { readonly group: M4Group; readonly series: readonly M4Series[] }[] | null
> {
  const read = [];
  for (const group of m4Groups) {
    const series = await readM4(group, log);
    if (series === null) return null;
    read.push({ group, series });
  }
  return read;
}

/** Trained without the last horizons of the known series, scored on each of them. */
async function heldOutRow(
  group: M4Group,
  series: readonly M4Series[],
  context: BenchContext,
): Promise<string[]> {
  const members = await train(group, series, heldOutOrigins, context);
  const windows = Array.from({ length: heldOutOrigins }, (_, index) =>
    series.map(({ id, history }) => {
      const cut = history.length - (heldOutOrigins - index) * group.horizon;
      return {
        id,
        history: history.subarray(0, cut),
        future: history.subarray(cut, cut + group.horizon),
      };
    }),
  );
  return row(`${group.name}, held-out windows`, group, members, windows);
}

/** Trained on all that was known, scored on what the competition held back. */
async function testRow(
  group: M4Group,
  series: readonly M4Series[],
  context: BenchContext,
): Promise<string[]> {
  const cells = row(`${group.name}, test`, group, await train(group, series, 0, context), [series]);
  context.log(cells.join('  '));
  return cells;
}

async function train(
  group: M4Group,
  series: readonly M4Series[],
  origins: number,
  { log, signal }: BenchContext,
): Promise<readonly TrainedMember[]> {
  const plans = nBeatsMembers(group, origins);
  log(`${group.name}: ${JSON.stringify(plans[0])} and ${plans.length - 1} more`);
  return trainMembers({
    ...{ plans, tensorflow, signal },
    data: { series: series.map(({ history }) => history), features: null },
    parallel,
    checkpointDirectory: join(tmpdir(), 'forecastle-bench-m4-nbeats'),
    onProgress: ({ name }, { step, steps, loss, secondsLeft }) => {
      if (step % 250 !== 0 && step !== steps) return;
      log(
        `${name}: ${step} of ${steps}, loss ${loss.toFixed(4)}, ${secondsLeft.toFixed(0)} s left`,
      );
    },
  });
}

/** Scores of the ensemble, and the mean score of its members by themselves; means over the windows. */
function row(
  label: string,
  group: M4Group,
  members: readonly TrainedMember[],
  windows: readonly (readonly M4Series[])[],
): string[] {
  const scores = (some: readonly TrainedMember[]): M4Score[] =>
    windows.map((series) => {
      const histories = series.map(({ history }) => history);
      return scoreForecasts(forecastEnsemble(some, histories, 'mean'), series, group);
    });
  const mean = (values: readonly number[]): string =>
    (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
  const ensemble = scores(members);
  return [
    label,
    String(members.length),
    mean(members.flatMap((member) => scores([member]).map(({ smape }) => smape))),
    mean(ensemble.map(({ smape }) => smape)),
    mean(ensemble.map(({ mase }) => mase)),
  ];
}
