import { parentPort, workerData } from 'node:worker_threads';

import { openTensorflow } from '../open-tensorflow.ts';
import { FileCheckpoints } from './file-checkpoints.ts';
import type { MemberMessage, MemberTask } from './member-task.ts';
import { trainMember } from './train-member.ts';

// Whoever starts this file gives it a task; there is no other way in.
const { plan, data, tensorflow, checkpoint } = workerData as MemberTask;
const tell = (message: MemberMessage): void => {
  parentPort?.postMessage(message);
};

tell({ kind: 'loaded' });
await openTensorflow(tensorflow);
const trained = await trainMember({
  plan,
  data,
  ...(checkpoint === null ? {} : { checkpoints: new FileCheckpoints(checkpoint) }),
  onProgress: (progress) => {
    tell({ kind: 'progress', progress });
  },
});
tell({ kind: 'trained', trained });
