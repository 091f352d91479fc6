import type { Bench } from '../../bench.ts';
import { benchmarkMethods } from './benchmark-methods.ts';
import { readPublished } from './published-scores.ts';
import { scoreMethod } from './score-method.ts';
import { m4Groups, readM4 } from './series.ts';

/** Scores the competition's benchmark methods on its weekly and hourly series, beside what the organisers published. */
export const m4Bench: Bench = {
  name: 'accuracy-m4',
  title:
    'M4, weekly and hourly: published scores, the same fit here, and the methods as they serve',
  document: 'accuracy',
  run: async (context) => {
    const rows: string[][] = [];
    for (const group of m4Groups) {
      const series = await readM4(group, context.log);
      if (series === null) return null;
      const published = await readPublished(group, context.log);
      for (const { name, asPublished, asServed } of benchmarkMethods) {
        context.signal.throwIfAborted();
        const printed = published.get(name);
        const same = scoreMethod(asPublished, series, group);
        const ours = scoreMethod(asServed, series, group);
        rows.push([
          `${group.name} ${name}`,
          ...[printed?.smape ?? '', same.smape.toFixed(3), ours.smape.toFixed(3)],
          ...[printed?.mase ?? '', same.mase.toFixed(3), ours.mase.toFixed(3)],
        ]);
        context.log(rows.at(-1)!.join('  '));
      }
    }
    return {
      columns: [
        'method',
        ...['sMAPE published', 'same fit', 'as served'],
        ...['MASE published', 'same fit', 'as served'],
      ],
      rows,
    };
  },
};
