import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The backend that a kernel was called for, which tfjs hands over as any object. */
export function wasmOf(backend: object): BackendWasm {
  if (backend instanceof BackendWasm) return backend;
  throw new TypeError('Found a backend other than WebAssembly; these kernels are for that one.');
}

/**
 * The values of a tensor where they lie. Valid until the next allocation: a growing memory moves them, so take the
 * views after every output has been made.
 */
export function floatsAt(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (values instanceof Float32Array) return values;
  throw new TypeError(`Found a tensor of ${tensor.dtype}; expected float32.`);
}

/** The whole numbers of a tensor where they lie; valid as long as floats are. */
export function integersAt(backend: BackendWasm, tensor: TensorInfo): Int32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (values instanceof Int32Array) return values;
  throw new TypeError(`Found a tensor of ${tensor.dtype}; expected int32.`);
}

/** How many values a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return util.sizeFromShape([...shape]);
}
