import { fixColumnSums } from './column-sums.ts';
import { fixElementwise } from './elementwise.ts';
import { fixGatheredRows } from './gathered-rows.ts';
import { fixIdentity } from './identity.ts';
import { fixProducts } from './products.ts';
import { fixSlices } from './slices.ts';

let isFixed = false;

/** Replaces the kernels of tfjs's WebAssembly backend that make training slow, or that are missing. Once per thread. */
export function fixWasmKernels(): void {
  if (isFixed) return;
  isFixed = true;
  fixProducts();
  fixColumnSums();
  fixGatheredRows();
  fixSlices();
  fixElementwise();
  fixIdentity();
}
