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

/** What the heap is in, for code of our own to work on: tfjs's module keeps it with all that its code exports. */
export function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  // Not among the types of tfjs.
  const { asm } = backend.wasm as { readonly asm?: { readonly memory?: unknown } };
  if (asm?.memory instanceof WebAssembly.Memory) return asm.memory;
  throw new TypeError('Found no memory in the module of the WebAssembly backend.');
}

/** All of the heap, valid as long as the values of a tensor. */
export function heapOf(backend: BackendWasm): Float32Array {
  return new Float32Array(memoryOf(backend).buffer);
}

/** Where the values of a tensor begin in the heap, counted in floats. */
export function placeOf(backend: BackendWasm, { dataId }: TensorInfo): number {
  return backend.getMemoryOffset(dataId) / Float32Array.BYTES_PER_ELEMENT;
}

/** How many values a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return util.sizeFromShape([...shape]);
}
