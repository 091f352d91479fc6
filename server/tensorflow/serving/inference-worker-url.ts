import { threadModule } from '../../threads/index.ts';

/** The module that threads run; apart, so that naming it does not load a tensor library. */
export const inferenceWorker = threadModule('inference-worker', import.meta.url);
