import { _FusedMatMul, BatchMatMul, type TensorInfo } from '@tensorflow/tfjs-core';

import { flagOf } from '../gradients/attribute.ts';
import { type Call, inputOf, replaceKernel } from './kernel.ts';
import { transposed } from './transposed.ts';

/**
 * tfjs multiplies plain matrices with SIMD and transposed ones with a scalar loop ten times slower, which is what every
 * dense gradient is made of. Transposing first costs a few per cent of the product.
 */
export function fixProducts(): void {
  for (const kernelName of [BatchMatMul, _FusedMatMul]) {
    replaceKernel(kernelName, (call, stock) => {
      const a = upright(call, 'a', 'transposeA');
      const b = upright(call, 'b', 'transposeB');
      const output = stock({
        backend: call.backend,
        inputs: { ...call.inputs, a, b },
        attributes: { ...call.attributes, transposeA: false, transposeB: false },
      });
      if (a !== call.inputs['a']) call.backend.disposeData(a.dataId);
      if (b !== call.inputs['b']) call.backend.disposeData(b.dataId);
      return output;
    });
  }
}

function upright(call: Call, name: string, flag: string): TensorInfo {
  const factor = inputOf(call, name);
  return flagOf(call.attributes, flag) ? transposed(call.backend, factor) : factor;
}
