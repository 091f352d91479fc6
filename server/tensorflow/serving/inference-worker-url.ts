/** Sources run as they are under `--conditions=source`; a build runs its own JavaScript. */
const extension = import.meta.filename.endsWith('.ts') ? 'ts' : 'js';

/** The module that threads run; apart, so that naming it does not load a tensor library. */
export const inferenceWorker = new URL(`./inference-worker.${extension}`, import.meta.url);
