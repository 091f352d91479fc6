import { describe, expect, it } from 'vitest';

import { benchmarkMethods } from './benchmark-methods.ts';
import { readPublished } from './published-scores.ts';
import { scoreMethod } from './score-method.ts';
import { m4Groups, readM4 } from './series.ts';

const hourly = m4Groups[1]!;
const log = (line: string) => {
  console.warn(`SKIPPED: ${line}`);
};
const series = await readM4(hourly, log);

describe.skipIf(series === null)('the benchmarks of M4', () => {
  it.each(['Naive', 'sNaive', 'Naive2', 'SES', 'Theta'])(
    'repeat the published hourly score of %s to the printed digits',
    async (name) => {
      const published = (await readPublished(hourly, log)).get(name)!;
      const { asPublished } = benchmarkMethods.find((method) => method.name === name)!;
      const { smape, mase } = scoreMethod(asPublished, series!, hourly);
      expect([smape.toFixed(3), mase.toFixed(3)]).toEqual([published.smape, published.mase]);
    },
  );
});
