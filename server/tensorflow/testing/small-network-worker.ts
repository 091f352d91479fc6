import { parentPort, workerData } from 'node:worker_threads';

import { openForTest } from './available-backends.ts';
import { smallNetwork } from './small-network.ts';

await openForTest(workerData === 'native' ? 'native' : 'wasm');
const network = smallNetwork();
parentPort?.postMessage(Array.from({ length: 3 }, () => network.step()));
