import type { Config } from '../../server/config/index.ts';
import { openTensorflow } from '../../server/tensorflow/index.ts';
import { type CheckResult, failed, messageOf, ok } from './check.ts';

/** Which backend computes networks, shown by computing something with it. */
export async function checkTensors(config: Config): Promise<CheckResult> {
  const { tensorBackend, nativeDirectory } = config;
  try {
    const opened = await openTensorflow({ backend: tensorBackend, nativeDirectory });
    const { tf, backend, version, threads, nativeProblem } = opened;
    const product = tf.tidy(() => tf.matMul(tf.fill([2, 3], 2), tf.fill([3, 2], 5)).dataSync());
    if (product.some((value) => value !== 30)) throw new Error('It multiplies matrices wrongly.');
    const found = `${backend}: ${version}, ${threads} thread${threads === 1 ? '' : 's'}`;
    return ok('tensors', nativeProblem === null ? found : `${found}; native is not built`);
  } catch (error) {
    const advice = 'Run `npm run native`, or set TENSOR_BACKEND=auto.';
    return failed('tensors', messageOf(error), advice);
  }
}
