import { parseArgs } from 'node:util';

import { type SyntheticScale, syntheticScales } from '#core/synthetic';

import { carpartsBench } from './accuracy/carparts-bench.ts';
import { intervalsBench } from './accuracy/intervals-bench.ts';
import { m4Bench } from './accuracy/m4/m4-bench.ts';
import { nBeatsBench } from './accuracy/m4/n-beats-bench.ts';
import { m5Bench } from './accuracy/m5/m5-bench.ts';
import { statsforecastBench } from './accuracy/statsforecast-bench.ts';
import { backtestBench } from './backtest-bench.ts';
import { baselinesBench } from './baselines-bench.ts';
import type { Bench, BenchContext } from './bench.ts';
import { Cleanup } from './cleanup.ts';
import { driftBench } from './drift/drift-bench.ts';
import { httpBench } from './http-bench.ts';
import { ingestBench } from './ingest-bench.ts';
import { loadDatabase, type LoadedDatabase } from './loaded-database.ts';
import { killsBench } from './kills/kills-bench.ts';
import { learnedBench } from './learned-bench.ts';
import { describeMachine } from './machine.ts';
import { readBench } from './read-bench.ts';
import { refreshBench } from './refresh-bench.ts';
import { markdownTables, writeSection } from './report.ts';
import { replicasBench } from './replicas-bench.ts';
import { soakBench } from './soak/soak-bench.ts';
import { tensorsBench } from './tensors-bench.ts';
import { workersBench } from './workers-bench.ts';

const benches: readonly Bench[] = [
  ingestBench,
  readBench,
  httpBench,
  learnedBench,
  baselinesBench,
  tensorsBench,
  backtestBench,
  refreshBench,
  m4Bench,
  nBeatsBench,
  m5Bench,
  carpartsBench,
  intervalsBench,
  statsforecastBench,
  driftBench,
  workersBench,
  replicasBench,
  soakBench,
  killsBench,
];

const longNames = benches.filter(({ onlyByName }) => onlyByName).map(({ name }) => name);

const usage = `npm run bench [-- [name ...] [--scale demo|m5]]

Names: ${benches.map(({ name }) => name).join(', ')}.
By default all of them but ${longNames.join(' and ')}, which take ten minutes to an hour.
Prints tables; at scale m5 (the default) it also writes them into the pages of docs that they belong to.`;

async function main(names: readonly string[], scale: SyntheticScale): Promise<void> {
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort(new Error('Interrupted.'));
  });
  const machine = describeMachine();
  const log = (line: string): void => {
    console.error(line);
  };
  await using cleanup = new Cleanup();
  const shared: { database?: Promise<LoadedDatabase> } = {};
  const database = (): Promise<LoadedDatabase> =>
    (shared.database ??= loadDatabase({ scale, signal: abort.signal, log }).then((loaded) => {
      cleanup.defer(async () => loaded[Symbol.asyncDispose]());
      return loaded;
    }));
  const context: BenchContext = { scale, signal: abort.signal, log, database };
  const chosen = benches.filter(({ name, onlyByName }) =>
    names.length === 0 ? onlyByName !== true : names.includes(name),
  );
  for (const bench of chosen) {
    abort.signal.throwIfAborted();
    const results = await bench.run(context);
    if (results === null) continue;
    const tables = markdownTables(results);
    const loaded = await shared.database;
    const server = loaded === undefined ? '' : `, PostgreSQL ${await loaded.database.version()}`;
    const date = new Date().toISOString().slice(0, 10);
    const document = bench.document ?? 'performance';
    const where = {
      performance: `Measured on ${date}: ${machine}${server}; synthetic data at scale ${scale}.`,
      scaling: `Measured on ${date}: ${machine}.`,
      reliability: `Measured on ${date}: ${machine}.`,
      accuracy: `Computed on ${date}.`,
      monitoring: `Computed on ${date}.`,
    }[document];
    console.log(`\n${bench.title}\n${where}\n\n${tables}`);
    if (scale !== 'm5') continue;
    const path = new URL(`../../docs/${document}.md`, import.meta.url);
    await writeSection(path, bench.name, `${where}\n\n${tables}`);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: 'm5' }, help: { type: 'boolean', default: false } },
});
const scale = syntheticScales.find((name) => name === values.scale);
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (values.help || scale === undefined || unknown.length > 0) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await main(positionals, scale);
}
