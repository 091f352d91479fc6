import { loadConfig } from '../server/config/index.ts';
import { builtNative } from '../server/tensorflow/index.ts';
import type { Bench } from './bench.ts';
import { figuresOf } from './child-figures.ts';
import { figure } from './figures.ts';
import type { Setup, TensorFigures } from './tensors/measure-tensors.ts';

/** Steps of training and forecasts of networks: tfjs as it comes, with our kernels, and native where it is built. */
export const tensorsBench: Bench = {
  name: 'tensors',
  title: 'Networks: training and forecasting on one core',
  run: async ({ signal, log }) => {
    const isBuilt = builtNative(loadConfig({}).nativeDirectory) !== null;
    if (!isBuilt) log('Left out: native; `npm run native` builds it.');
    const setups: readonly Setup[] = isBuilt ? ['stock', 'wasm', 'native'] : ['stock', 'wasm'];
    const figures: TensorFigures[] = [];
    for (const setup of setups) {
      log(`tensors: ${setup}`);
      figures.push(await figuresOf<TensorFigures>('run-tensors', [setup], signal));
    }
    const row = (name: string, of: (found: TensorFigures) => number): string[] => [
      name,
      ...figures.map((found) => figure(of(found))),
    ];
    const milliseconds = (seconds: number): number => seconds * 1000;
    return {
      caption: figures.map(({ version }, at) => `${setups[at]!}: ${version}`).join(' · '),
      columns: ['per core', ...setups],
      rows: [
        row('product 1,024 × 512 × 512, GFLOP/s', (found) => found.wideProduct),
        row('product 256 × 256 × 256, GFLOP/s', (found) => found.narrowProduct),
        row('5 layers 512 wide, step of 1,024 rows, ms', (found) =>
          milliseconds(found.denseStep.seconds),
        ),
        row('the same, GFLOP/s', (found) => found.denseStep.gflops),
        row('N-BEATS 10 × 4 × 256, step of 256 windows, ms', (found) =>
          milliseconds(found.nBeatsStep.seconds),
        ),
        row('the same, GFLOP/s', (found) => found.nBeatsStep.gflops),
        row('the same N-BEATS forecasts 50 series, ms', (found) => milliseconds(found.fewRows)),
        row('the same N-BEATS forecasts 30,490 series, s', (found) => found.manyRows),
      ],
    };
  },
};
