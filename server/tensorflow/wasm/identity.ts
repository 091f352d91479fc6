import { Identity } from '@tensorflow/tfjs-core';

import { inputOf, replaceKernel } from './kernel.ts';

/**
 * tfjs copies a tensor for everyone who wants to hold on to it, such as a gradient to what it will need. Nobody writes
 * to a tensor that is there, so one more holder of the same values is enough.
 */
export function fixIdentity(): void {
  replaceKernel(Identity, (call) => {
    const { dataId, shape, dtype } = inputOf(call, 'x');
    call.backend.incRef(dataId);
    return { dataId, shape, dtype };
  });
}
